"""The lists of ``dictionaries/*.tsv`` and the user's own: read, checked row by row, and searched for."""
