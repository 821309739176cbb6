"""The archive: one module for each outside thing that keeps the cases."""
