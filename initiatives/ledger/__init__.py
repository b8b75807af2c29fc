"""The ledger (承诺簿) as readers ask it: filters, counts of what each would give, questions."""

from .filters import LONGEST_TEXT, SINGLE, LedgerFilterSet

__all__ = ["LONGEST_TEXT", "SINGLE", "LedgerFilterSet"]
