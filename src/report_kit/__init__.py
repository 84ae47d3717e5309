"""report-kit: write, proofread, review and publish official reports in Jupyter."""

__version__ = "0.1.0"
