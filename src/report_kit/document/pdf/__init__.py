"""Read PDF: characters with their places, ruled tables, lines put together to paragraphs."""
