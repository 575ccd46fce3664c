"""Imported by the fork server before it forks a reader: what the first page would load is loaded once.

A reader that dies is then replaced in milliseconds, and all readers share the tables' memory.
"""

from pipeline.model import Page
from pipeline.read import read_page

read_page(Page(source_id="", url="", fetched_at=None, body=b"Plats: Malm\xc3\xb6", media_type="text/plain"))
