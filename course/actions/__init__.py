"""Deeds: each writes its rows, its audit entry and its letter in one transaction. None commits."""
