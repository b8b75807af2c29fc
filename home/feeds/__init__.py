"""What is new, for programs that follow the newspaper (Atom, RFC 4287)."""
