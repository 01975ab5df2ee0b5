"""Best label sequences of many sentences at once, exactly as underthesea's tagger finds them."""

import numpy as np
from numpy.typing import NDArray


def best_labels(
    scores: NDArray[np.float64], steps: NDArray[np.int64], transitions: NDArray[np.float64]
) -> NDArray[np.int64]:
    """The labels of the best sequence of each sentence.

    `scores` is labels x items in step order (see Layout), `steps` its bounds; the result is in step order.
    Given as emissions, the scores become those of the best sequences up to each item, in place.
    Sums run in underthesea's order and the first of equal scores wins, so that ties fall as they do there.
    """
    sizes = np.diff(steps)
    moves = list(zip(steps[:-2].tolist(), steps[1:-1].tolist(), sizes[1:].tolist(), strict=True))
    arriving = transitions[:, :, None]  # from x to x 1
    for before, begin, size in moves:
        scores[:, begin : begin + size] += np.maximum.reduce(
            scores[:, None, before : before + size] + arriving, axis=0
        )

    # a sentence's last item is one that has no item at the same place of the next step
    place = np.arange(scores.shape[1]) - np.repeat(steps[:-1], sizes)
    last = np.flatnonzero(place >= np.repeat(np.append(sizes[1:], 0), sizes)) if len(sizes) else place
    labels = np.empty(len(place), np.int64)
    labels[last] = scores[:, last].argmax(axis=0)
    for before, begin, size in reversed(moves):
        leaving = transitions.take(labels[begin : begin + size], axis=1)
        leaving += scores[:, before : before + size]
        leaving.argmax(axis=0, out=labels[before : before + size])
    return labels
