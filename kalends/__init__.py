"""The application: the command line, one refresh from crawl to answers, and what is published."""
