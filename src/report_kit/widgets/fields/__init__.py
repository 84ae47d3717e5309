"""The fields of our own: an editor for prose, tables, registers and lines, with their page part."""
