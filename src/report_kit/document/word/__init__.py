"""The parts of a Word file: container, styles, numbering, text, tables.

Read with lxml from the few parts that hold text. python-docx would load and parse every part, pictures
included, which a hostile file of some 100 KB can drive to gigabytes; and it shows neither tracked
changes nor automatic numbers.
"""
