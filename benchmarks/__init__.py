"""How fast pages are read, measured against a yardstick in the same run."""
