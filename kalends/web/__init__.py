"""The web: pages for people, feeds and an API for programs, all answered from the store."""
