"""Workbooks as texts: each sheet as the paragraphs and tables that it shows."""
