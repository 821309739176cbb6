"""The core: values and decisions; no files, no Git, no clock, no template."""
