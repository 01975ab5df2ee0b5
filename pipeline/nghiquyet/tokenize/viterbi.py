"""Best label sequences of many sentences at once, exactly as underthesea's tagger finds them."""

import itertools

import numpy as np
from numpy.typing import NDArray


def best_labels(
    emissions: NDArray[np.float64], steps: NDArray[np.int64], transitions: NDArray[np.float64]
) -> NDArray[np.int64]:
    """The labels of the best sequence of each sentence.

    `emissions` is items x labels in step order (see Layout), `steps` its bounds; the result is in step order.
    Sums run in underthesea's order and the first of equal scores wins, so that ties fall as they do there.
    """
    bounds = list(itertools.pairwise(steps.tolist()))
    arriving = transitions[:, :, None]  # from x to x 1
    scores: list[NDArray[np.float64]] = []  # per step, labels x sentences alive
    for begin, end in bounds:
        score = emissions[begin:end].T
        if scores:
            before = scores[-1][:, : end - begin]
            score = (before[:, None, :] + arriving).max(axis=0) + score
        scores.append(score)

    labels = np.empty(len(emissions), np.int64)
    following = np.empty(0, np.int64)  # labels of the step after, for the sentences alive there
    for (begin, end), score in zip(reversed(bounds), reversed(scores), strict=True):
        chosen = labels[begin:end]
        ended = len(following)  # sentences from here on end at this step
        chosen[:ended] = (score[:, :ended] + transitions[:, following]).argmax(axis=0)
        chosen[ended:] = score[:, ended:].argmax(axis=0)
        following = chosen
    return labels
