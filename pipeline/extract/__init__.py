"""One file a field: each finds in the text what it is about, and says where it stands."""
