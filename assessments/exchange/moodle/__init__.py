"""Moodle XML, read and written."""
