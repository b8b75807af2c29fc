"""How an article is passed on: its picture, and what machines read of it."""
