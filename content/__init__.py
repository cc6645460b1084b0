"""The course as written: authored files, and the pure code that reads, checks and renders them."""
