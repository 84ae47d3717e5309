"""Read web pages: bytes to characters, the main text found, blocks over one source string."""
