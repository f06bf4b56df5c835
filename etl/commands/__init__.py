"""The commands of `python -m etl`, one file each."""
