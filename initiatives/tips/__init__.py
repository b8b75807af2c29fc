"""Hints from readers: how they come in, what keeps robots out, how long they are kept."""
