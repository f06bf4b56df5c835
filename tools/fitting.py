"""Fit what signs weigh in a choice: a softmax over the candidates of each case, weights drawn to what is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

# How strongly a weight is drawn towards what is known; how seldom a sign may be met; how small a weight is left out.
PULL, FEWEST, LEAST = 0.7, 2, 0.02
# After so many steps down the slope the weights are as good as at its end.
STEPS = 80
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Case:
    """The signs of each candidate of one labelled choice, and which of them is right."""

    article: str
    part: str
    signs: tuple[frozenset[str], ...]
    right: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """How weights are fitted: what is known of them before, the pull towards it, how often a sign must be met."""

    known: Mapping[str, float] = field(default_factory=dict)
    pull: float = PULL
    fewest: int = FEWEST


def fitted(found: Sequence[Case], fit: Fit) -> dict[str, float]:
    """Return the weights under which the right candidates of some cases are most likely."""
    usable = [case for case in found if any(case.right)]
    counted = Counter(sign for case in usable for signs in case.signs for sign in signs)
    names = sorted({*fit.known, *(sign for sign, times in counted.items() if times >= fit.fewest)})
    place = {sign: number for number, sign in enumerate(names)}
    held = [[place[sign] for sign in signs if sign in place] for case in usable for signs in case.signs]
    right = np.array([good for case in usable for good in case.right], float)
    known = np.array([fit.known.get(sign, 0.0) for sign in names])
    table = _Table.of(held, [len(case.right) for case in usable])
    return dict(zip(names, _descended(table.loss(right, known, fit.pull), known).tolist(), strict=True))


Loss = Callable[[np.ndarray], tuple[float, np.ndarray]]


def _descended(loss: Loss, start: np.ndarray) -> np.ndarray:
    """Go down the slope of a loss (L-BFGS)."""
    found: np.ndarray = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return found


@dataclass(frozen=True, slots=True)
class _Table:
    """Which signs each candidate has, all in one row; where those of each candidate and of each case begin."""

    signs: np.ndarray
    of_candidate: np.ndarray
    starts: np.ndarray
    of_case: np.ndarray

    @classmethod
    def of(cls, held: Sequence[Sequence[int]], sizes: Sequence[int]) -> _Table:
        return cls(
            np.array([sign for signs in held for sign in signs], int),
            np.repeat(np.arange(len(held)), [len(signs) for signs in held]),
            np.cumsum([0, *sizes])[:-1],
            np.repeat(np.arange(len(sizes)), sizes),
        )

    def sums(self, weights: np.ndarray) -> np.ndarray:
        return np.bincount(self.of_candidate, weights[self.signs], len(self.of_case))

    def chances(self, sums: np.ndarray) -> np.ndarray:
        found = np.exp(sums - np.maximum.reduceat(sums, self.starts)[self.of_case])
        return self.shares(found)

    def shares(self, sizes: np.ndarray) -> np.ndarray:
        return sizes / np.add.reduceat(sizes, self.starts)[self.of_case]

    def slope(self, errors: np.ndarray, count: int) -> np.ndarray:
        return np.bincount(self.signs, errors[self.of_candidate], count)

    def loss(self, right: np.ndarray, known: np.ndarray, pull: float) -> Loss:
        """Return the softmax's loss over the candidates of each case, and its slope."""

        def told(weights: np.ndarray) -> tuple[float, np.ndarray]:
            chances, off = self.chances(self.sums(weights)), weights - known
            likely = np.add.reduceat(chances * right, self.starts)
            slope = self.slope(chances - self.shares(chances * right), len(known)) + pull * off
            return float(-np.log(np.maximum(likely, TINY)).sum() + pull / 2 * (off @ off)), slope

        return told


# What keeps a logarithm finite.
TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Choice:
    """The signs of one labelled choice, what it could have been, and what it is; the same signs weigh for each."""

    article: str
    part: str
    signs: tuple[str, ...]
    options: tuple[str, ...]
    right: str


def fitted_by_row(
    found: Sequence[Choice],
    pull: Callable[[str], float],
    fewest: int,
    known: Mapping[str, Mapping[str, float]] = MappingProxyType({}),
) -> tuple[list[str], dict[str, list[float]]]:
    """
    Return the options of some choices, and by sign, known or met in enough articles, what it weighs for each of them.

    `pull` says how strongly the weights of a sign are drawn to what is known of it before, or else to zero.
    """
    options = sorted({option for one in found for option in one.options})
    seen: dict[str, set[str]] = {}
    for one in found:
        for sign in one.signs:
            seen.setdefault(sign, set()).add(one.article)
    names = sorted({*known, *(sign for sign, articles in seen.items() if len(articles) >= fewest)})
    place = {sign: number for number, sign in enumerate(names)}
    held = [[place[sign] for sign in one.signs if sign in place] for one in found]
    ends = np.cumsum([0, *map(len, held)])
    flat = [number for numbers in held for number in numbers]
    table = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(found), len(names)))
    barred = np.array([[0.0 if option in one.options else -BARRED for option in options] for one in found])
    right = np.array([options.index(one.right) for one in found])
    pulls = np.repeat([pull(sign) for sign in names], len(options))
    start = np.array([known.get(sign, {}).get(option, 0.0) for sign in names for option in options])
    loss = _loss_by_row(table, barred, right, (pulls, start))
    weights = _descended(loss, start).reshape(len(names), len(options))
    return options, {sign: weights[number].tolist() for sign, number in place.items()}


# What keeps a choice from being taken where it is none of its options.
BARRED = 1e9


def _loss_by_row(
    table: csr_matrix, barred: np.ndarray, right: np.ndarray, drawn: tuple[np.ndarray, np.ndarray]
) -> Loss:
    """Return the loss of the softmax over the options, and its slope; how strongly weights are drawn, and whither."""
    pulls, known = drawn
    turned, every, shape = table.T.tocsr(), np.arange(len(right)), (table.shape[1], barred.shape[1])

    def told(flat: np.ndarray) -> tuple[float, np.ndarray]:
        sums = table @ flat.reshape(shape) + barred
        sums -= sums.max(1, keepdims=True)
        chances = np.exp(sums)
        whole = chances.sum(1, keepdims=True)
        chances /= whole
        off = flat - known
        size = float((np.log(whole[:, 0]) - sums[every, right]).sum() + pulls @ off**2 / 2)
        chances[every, right] -= 1
        return size, (turned @ chances).ravel() + pulls * off

    return told


def folds(names: Sequence[str], count: int) -> dict[str, int]:
    """Deal articles out to folds, the same way each time."""
    order = np.random.default_rng(1).permutation(len(names))
    return {names[at]: turn % count for turn, at in enumerate(order)}


def lines(weights: Mapping[str, float], least: float = LEAST) -> Iterable[str]:
    """Yield the weights as lines of TOML, the heaviest first."""
    kept = sorted(((round(w, 2), sign) for sign, w in weights.items() if abs(w) >= least), key=lambda p: (-p[0], p[1]))
    return (f'"{sign}" = {w}' for w, sign in kept)


def written(options: Sequence[str], weights: Mapping[str, Sequence[float]], heading: str, least: int) -> str:
    """Return weights as TOML in whole hundredths: a row for each sign, over all options, the light ones left out."""
    whole = {sign: [round(weight * HUNDRED) for weight in held] for sign, held in sorted(weights.items())}
    kept = (f'"{s}" = "{" ".join(map(str, row))}"' for s, row in whole.items() if max(map(abs, row)) >= least)
    choices = f"choices = {list(options)}".replace("'", '"')
    return "\n".join([f"# {heading}", choices, "", "[sign]", *kept]) + "\n"
