"""Keys of the tests, which seal nobody's real data."""

DATA_KEYS = ("VGhpcyBrZXkgb2YgdGhlIHRlc3RzIHNlYWxzIG5vdGg=",)
OTHER_KEY = "QW5vdGhlciBrZXkgb2YgdGVzdHM6IGl0IGNhbWUgMm4="
