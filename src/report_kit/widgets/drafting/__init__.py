"""``01_起草``: write a report section by section; what is typed is saved by itself."""
