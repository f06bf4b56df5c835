"""What all tests share: examples are bounded in number, never by the clock of a busy machine."""

from hypothesis import settings

settings.register_profile("ledger", deadline=None)
settings.load_profile("ledger")
