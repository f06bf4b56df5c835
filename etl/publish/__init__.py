"""Tables in, an immutable snapshot out."""
