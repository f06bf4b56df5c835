"""Every visible text, in both languages."""
