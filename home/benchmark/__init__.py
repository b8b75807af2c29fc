"""How fast commitments are found among many, beside Wagtail's own search, and taken home."""
