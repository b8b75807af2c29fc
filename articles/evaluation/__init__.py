"""The evaluation set of the manuscript parser: fictional copy with gold answers beside it."""
