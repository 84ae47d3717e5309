"""What rules are written against: the text under check, its context, the interfaces of rule and engine."""
