"""The best label sequences, against all sequences tried."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nghiquyet.tokenize.layout import Layout
from nghiquyet.tokenize.viterbi import best_labels


@given(st.lists(st.integers(0, 5), max_size=5), st.integers(1, 3), st.integers(0, 10**6))
def test_best_labels(lengths: list[int], label_count: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    transitions = random.normal(size=(label_count, label_count))
    flat = random.normal(size=(sum(lengths), label_count))
    layout = Layout(lengths)
    order = np.empty(layout.total, np.int64)
    order[layout.flatten(np.arange(layout.total))] = np.arange(layout.total)  # flat place at each step place
    found = layout.flatten(best_labels(flat[order].T.copy(), layout.steps, transitions))
    for start, length in zip(layout.starts.tolist(), lengths, strict=True):
        emissions = flat[start : start + length]
        best = max(
            itertools.product(range(label_count), repeat=length),
            key=lambda labels: (
                sum(emissions[place, label] for place, label in enumerate(labels))
                + sum(transitions[pair] for pair in itertools.pairwise(labels))
            ),
        )
        assert tuple(found[start : start + length].tolist()) == best


def test_first_of_equal_sequences() -> None:
    layout = Layout([3])
    assert best_labels(np.zeros((2, 3)), layout.steps, np.zeros((2, 2))).tolist() == [0, 0, 0]
