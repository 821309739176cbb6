"""The documents: templates to Markdown, Markdown to Word and PDF; nothing here knows a case."""
