"""Shows published figures as charts, each with its rows, its evidence and its file."""
