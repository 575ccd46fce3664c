"""Where announcements come from: the catalogue of sources and the spiders that walk them."""
