"""What a page says: pure functions from a fetched page to announcements with evidence."""
