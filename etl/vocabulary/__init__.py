"""Companies, products, publishers and units: ids, names and aliases."""
