"""Realistic volume: as many fictional commitments as a benchmark asks for, always the same ones."""
