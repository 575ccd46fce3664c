"""How each source is: ok, silent, drifting, refused or failing, since when and why; who is told of it."""
