"""The rows of each list, as far as a person may see them: one page of them, or all in pieces."""
