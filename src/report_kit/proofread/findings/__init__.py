"""What a check yields: findings, ways to mend them, and what a person has decided about them."""
