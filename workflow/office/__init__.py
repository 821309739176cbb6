"""The use cases, each in three steps: gather, decide, apply."""
