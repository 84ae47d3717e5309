"""The speller: a character model, candidate corrections, and a ranker that accepts or rejects them."""
