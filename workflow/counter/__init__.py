"""The counter: Danish commands that parse, call and tell; a module for each kind of errand."""
