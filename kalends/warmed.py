"""Imported by the fork server before it forks a reader: what the first page would load is loaded once.

A reader that dies is then replaced in milliseconds, and all readers share the tables' memory. The page below
has what most pages have, prose in a language to be told, a town and perhaps a person: else each reader would
load the profiles of languages and the names of towns and persons for itself, which takes as long as reading a
hundred pages.
"""

import atexit
import os
import sys

from pipeline.model import Page
from pipeline.read import read_page

_PAGE = """<!doctype html><html><head><title>Public meeting on the park</title></head><body><main>
<h1>Public meeting on the park</h1><p>Everybody who lives near the park is invited to tell the council what
it should become: we meet on 12 March 2026 at 18:00 in the library, 5 High Street, Malmö.</p>
<p>Organised by Malmö City Council. Ask Mary Smith, tel. +44 1632 960 960.</p></main></body>
</html>"""

read_page(Page(source_id="", url="", fetched_at=None, body=_PAGE.encode(), media_type="text/html"))

if any("multiprocessing.forkserver" in part for part in sys.orig_argv):
    # Python would free the tables piece by piece, for half a second in which the server keeps the command's
    # output open, and whoever reads that waits. The system takes them back at once.
    atexit.register(os._exit, 0)
