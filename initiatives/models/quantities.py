"""How numbers of commitments and goals are kept."""

__all__ = ["NUMBER"]

# Whole sums of money and shares of a percent alike.
NUMBER = {"max_digits": 20, "decimal_places": 4, "null": True, "blank": True}
