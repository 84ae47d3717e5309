"""``python -m report_kit``: the command line, where ``report-kit`` itself is not on the path."""

from report_kit.cli import main

if __name__ == "__main__":
    main()
