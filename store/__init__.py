"""What we know: the tables, who writes them, which announcements are one event, and the answers."""
