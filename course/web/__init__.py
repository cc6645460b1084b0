"""Doors of the browser: a view parses, fetches, does one deed and says where next."""
