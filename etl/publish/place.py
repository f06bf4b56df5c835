"""Where a store keeps what need not be done again."""

CACHE = "cache"
FILE = "readings.sqlite"
