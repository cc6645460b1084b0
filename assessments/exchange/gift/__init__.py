"""GIFT, the plain text of questions that Moodle knows, read and written."""
