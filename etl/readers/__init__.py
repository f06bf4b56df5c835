"""One file per kind of source: a file in, a document or rows out."""
