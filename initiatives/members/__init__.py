"""The association's own area at `/members/`: what its people see, fill in and send."""
