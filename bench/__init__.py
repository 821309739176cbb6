"""Long runs and measurements, for anyone to repeat."""
