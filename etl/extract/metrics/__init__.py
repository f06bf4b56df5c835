"""The metrics, one file each: cues, units, needed dimensions, plausible range."""
