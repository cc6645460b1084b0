"""Forms of the web doors."""
