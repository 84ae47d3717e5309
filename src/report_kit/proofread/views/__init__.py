"""What several rules read in one text, found once a check: counts, facts, figures of tables, suggestions.

A view is a function of the check marked ``@view`` (or ``@passage_view``); a new one is one file here.
"""
