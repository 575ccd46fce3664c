"""The commands, a module a subject; each parses, calls one room and prints."""
