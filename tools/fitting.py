"""Fit what signs weigh in a choice: a softmax over the candidates of each case, weights drawn to what is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

STEPS, RATE = 300, 0.05
# How strongly a weight is drawn towards what is known; how seldom a sign may be met; how small a weight is left out.
PULL, FEWEST, LEAST = 0.7, 2, 0.02


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
    steps: int = STEPS
    rate: float = RATE


def fitted(found: Sequence[Case], fit: Fit) -> dict[str, float]:
    """Return the weights under which the right candidates of some cases are most likely."""
    usable = [case for case in found if any(case.right)]
    counted = Counter(sign for case in usable for signs in case.signs for sign in signs)
    names = sorted({*fit.known, *(sign for sign, times in counted.items() if times >= fit.fewest)})
    place = {sign: number for number, sign in enumerate(names)}
    held = [[place[sign] for sign in signs if sign in place] for case in usable for signs in case.signs]
    right = np.array([good for case in usable for good in case.right], float)
    known = np.array([fit.known.get(sign, 0.0) for sign in names])
    weights = _descended(_Table.of(held, [len(case.right) for case in usable]), right, known, fit)
    return dict(zip(names, weights.tolist(), strict=True))


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


@dataclass(frozen=True, slots=True)
class Choice:
    """The signs of one labelled choice, what it could have been, and what it is; the same signs weigh for each."""

    article: str
    part: str
    signs: tuple[str, ...]
    options: tuple[str, ...]
    right: str


def fitted_by_row(
    found: Sequence[Choice], pull: float, fewest: int, steps: int
) -> tuple[list[str], dict[str, list[float]]]:
    """Return the options of some choices, and by sign, met in enough articles, what it weighs for each of them."""
    options = sorted({option for one in found for option in one.options})
    seen: dict[str, set[str]] = {}
    for one in found:
        for sign in one.signs:
            seen.setdefault(sign, set()).add(one.article)
    names = sorted(sign for sign, articles in seen.items() if len(articles) >= fewest)
    place = {sign: number for number, sign in enumerate(names)}
    held = [[place[sign] for sign in one.signs if sign in place] for one in found]
    ends = np.cumsum([0, *map(len, held)])
    flat = [number for numbers in held for number in numbers]
    table = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(found), len(names)))
    barred = np.array([[0.0 if option in one.options else -BARRED for option in options] for one in found])
    right = np.array([options.index(one.right) for one in found])
    weights = _descended_by_row(table, barred, right, pull, steps)
    return options, {sign: weights[number].tolist() for sign, number in place.items()}


# What keeps a choice from being taken where it is none of its options.
BARRED = 1e9


def _descended_by_row(table: csr_matrix, barred: np.ndarray, right: np.ndarray, pull: float, steps: int) -> np.ndarray:
    """Go down the slope of the softmax over the options, all weights drawn to zero (L-BFGS)."""
    turned, every, shape = table.T.tocsr(), np.arange(len(right)), (table.shape[1], barred.shape[1])

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(shape)
        sums = table @ weights + barred
        sums -= sums.max(1, keepdims=True)
        chances = np.exp(sums)
        whole = chances.sum(1, keepdims=True)
        chances /= whole
        size = float((np.log(whole[:, 0]) - sums[every, right]).sum() + pull / 2 * (flat @ flat))
        chances[every, right] -= 1
        return size, (turned @ chances).ravel() + pull * flat

    start = np.zeros(shape[0] * shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps})
    return found.x.reshape(shape)


def _descended(table: _Table, right: np.ndarray, known: np.ndarray, fit: Fit) -> np.ndarray:
    """Go down the slope of the softmax's loss, with steps that suit each weight (Adam)."""
    weights, speed, size = known.copy(), np.zeros(len(known)), np.zeros(len(known))
    for step in range(1, fit.steps + 1):
        chances = table.chances(table.sums(weights))
        slope = table.slope(chances - table.shares(chances * right), len(known)) + fit.pull * (weights - known)
        speed, size = 0.9 * speed + 0.1 * slope, 0.99 * size + 0.01 * slope**2
        weights = weights - fit.rate * (speed / (1 - 0.9**step)) / (np.sqrt(size / (1 - 0.99**step)) + 1e-8)
    return weights


def folds(names: Sequence[str], count: int) -> dict[str, int]:
    """Deal articles out to folds, the same way each time."""
    order = np.random.default_rng(1).permutation(len(names))
    return {names[at]: turn % count for turn, at in enumerate(order)}


def lines(weights: Mapping[str, float], least: float = LEAST) -> Iterable[str]:
    """Yield the weights as lines of TOML, the heaviest first."""
    kept = sorted(((round(w, 2), sign) for sign, w in weights.items() if abs(w) >= least), key=lambda p: (-p[0], p[1]))
    return (f'"{sign}" = {w}' for w, sign in kept)
