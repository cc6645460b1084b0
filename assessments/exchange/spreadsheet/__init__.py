"""CSV: one row for each question, in both languages; docs/formats.md names the columns."""
