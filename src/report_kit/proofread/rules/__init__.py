"""One file per rule; the registry finds them."""
