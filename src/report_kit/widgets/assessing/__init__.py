"""``05_考核``: score the units by month, explain each point, write the circular."""
