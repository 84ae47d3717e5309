"""Pictures of pages read as text: characters and ruled lines with their places, as a page of a PDF has them.

What the engine reads is put into the same ``Page`` that a PDF yields, so paragraphs and tables are made of it
by the same code. Nothing is taken on trust: how sure the engine was is told for every page, and every passage
and figure it was not sure of.
"""
