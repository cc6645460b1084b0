"""Counts and tables for coordinators."""
