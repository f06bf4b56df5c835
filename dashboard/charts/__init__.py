"""The charts, one file each; a file with a CHART is on its page without being named anywhere else."""
