"""Scrapy's settings of this project: polite by default; ``KALENDS_*`` and ``-s`` change them.

``kalends refresh`` crawls with these, too, so a site is treated alike however a crawl was started.
"""

import os
import ssl
import sys

import certifi

from scrapers.limits import CrawlSettings, SettingsError

try:
    _overrides = CrawlSettings.from_env().overrides()
except SettingsError as _error:
    sys.exit(f"kalends: {_error}")

# Twisted looks for certificates where its OpenSSL was built to look; on macOS and in slim containers there
# are none, and every https site would fail.
_stores = ssl.get_default_verify_paths()
if not _stores.capath:
    os.environ.setdefault("SSL_CERT_FILE", _stores.cafile or certifi.where())

BOT_NAME = "kalends"
SPIDER_LOADER_CLASS = "scrapers.loader.SourceLoader"
COMMANDS_MODULE = "scrapers.commands"
SPIDER_CONTRACTS = {"scrapers.contracts.ListingContract": 10}
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

# Etiquette.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "Kalends"
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_MAX_DELAY = 30.0
# One under way and one waiting; what waits when a budget ends is waited for.
CONCURRENT_REQUESTS = 2
# First listed, first fetched: what a budget cuts off is a listing's end.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
SCHEDULER_DISK_QUEUE = "scrapy.squeues.PickleFifoDiskQueue"
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# Scrapy's hundred workers an answer are for spiders that yield many items from one; ours yields one.
CONCURRENT_ITEMS = 1
# Scrapy would read and parse the spider's own source anew for each answer; tests prove the spider.
WARN_ON_GENERATOR_RETURN_VALUE = False
RETRY_HTTP_CODES = [429, 500, 502, 503, 504, 522, 524, 408]
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,text/calendar,text/markdown;q=0.9,*/*;q=0.5",
    # What the archive's readers can decode again, and no other.
    "Accept-Encoding": "gzip, deflate",
}

# Safety: public addresses over HTTP only.
TWISTED_DNS_RESOLVER = "scrapers.addresses.GuardedResolver"
DOWNLOAD_HANDLERS = dict.fromkeys(("data", "file", "ftp", "s3"))
DOWNLOAD_VERIFY_CERTIFICATES = True
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
REDIRECT_MAX_TIMES = 5
URLLENGTH_LIMIT = 2083
DEPTH_LIMIT = 50

DOWNLOADER_MIDDLEWARES = {
    # What is not wanted would cost time at every request: sites are kept to by SiteGuard below, and a proxy
    # would resolve names where we cannot look.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
    "scrapers.signs.SignsTaken": 50,
    "scrapers.middlewares.SiteGuard": 60,
    "scrapers.politeness.CrawlDelayLimit": 110,
    # Below Retry's 550: what is still an error after the last attempt.
    "scrapers.middlewares.BrokenRobots": 540,
    "scrapers.middlewares.AddressRefusals": 800,
    # Behind decoding (590), so that two packings of one page are known as one.
    "scrapers.kept.ResponseArchive": 585,
    "scrapers.rulebooks.KnownRules": 588,
    "scrapers.kept.LeftBehind": 870,
    "scrapers.politeness.HostLimit": 880,
    "scrapers.kept.ResponseAsCame": 890,
    # Beyond the archive: what is reserved is not kept.
    "scrapers.reservations.Reservations": 895,
}
SPIDER_MIDDLEWARES = {
    # A missing page is news, not noise: every status reaches the spider.
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
EXTENSIONS = {"scrapers.politeness.Politeness": 500}
FEED_EXPORT_ENCODING = "utf-8"
LOG_LEVEL = "INFO"

# Set by the environment (see scrapers/limits.py).
USER_AGENT = _overrides["USER_AGENT"]
DOWNLOAD_DELAY = _overrides["DOWNLOAD_DELAY"]
AUTOTHROTTLE_START_DELAY = _overrides["AUTOTHROTTLE_START_DELAY"]
DOWNLOAD_TIMEOUT = _overrides["DOWNLOAD_TIMEOUT"]
RETRY_TIMES = _overrides["RETRY_TIMES"]
DOWNLOAD_MAXSIZE = _overrides["DOWNLOAD_MAXSIZE"]
CLOSESPIDER_TIMEOUT = _overrides["CLOSESPIDER_TIMEOUT"]
KALENDS_ARCHIVE = _overrides["KALENDS_ARCHIVE"]
KALENDS_RUN_ID = _overrides["KALENDS_RUN_ID"]
KALENDS_ALLOWED_PRIVATE_HOSTS = _overrides["KALENDS_ALLOWED_PRIVATE_HOSTS"]
KALENDS_MAX_PAGES = _overrides["KALENDS_MAX_PAGES"]
KALENDS_MAX_LISTINGS = _overrides["KALENDS_MAX_LISTINGS"]
KALENDS_MAX_RETRY_AFTER = _overrides["KALENDS_MAX_RETRY_AFTER"]
KALENDS_MAX_CRAWL_DELAY = _overrides["KALENDS_MAX_CRAWL_DELAY"]
KALENDS_RULES_HOURS = _overrides["KALENDS_RULES_HOURS"]
KALENDS_MAX_HOST_REQUESTS = _overrides["KALENDS_MAX_HOST_REQUESTS"]
KALENDS_HONOUR = _overrides["KALENDS_HONOUR"]
