"""What differs between languages, one file each."""
