"""``python -m report_kit.cli``."""

from report_kit.cli import main

main()
