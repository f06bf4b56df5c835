"""Text in, figures out: quantities, periods, entities and the rules that bind them."""
