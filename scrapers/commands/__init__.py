"""Scrapy commands of this project; each overrides the command of its name."""
