"""Reads: one function, one statement, everything loaded that the page needs."""
