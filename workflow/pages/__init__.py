"""The pages of docs/ that are made of the tables, the templates and the demonstration's courses."""
