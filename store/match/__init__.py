"""Which announcements tell of one event: blocks of candidates, comparisons with reasons, judgements."""
