"""The demo: a small network of sample sites, crawled twice over loopback, read, merged and checked."""
