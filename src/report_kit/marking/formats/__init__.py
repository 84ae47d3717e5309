"""One module per kind of marked copy; discovered by ``report_kit.marking``."""
