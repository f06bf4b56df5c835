"""
What a language model may add: links between words that stand in the text, never a digit.

The model is shown the quantities that no rule could explain and says who and what they are about by quoting. Each
quote is looked up and read again by our own grammar; what does not hold is told as a reason beside the quantity.
"""

from etl.extract.proposals.dialogue import Asker, propose

__all__ = ["Asker", "propose"]
