"""Feature templates: their syntax, and tables made of them."""

import numpy as np
import pytest

from nghiquyet.tokenize.crf import Crf
from nghiquyet.tokenize.numbering import build_model
from nghiquyet.tokenize.templates import Reading, Template


def test_parse() -> None:
    assert Template.parse("T[-2,-1][1].lower=") == Template("T[-2,-1][1].lower=", -2, Reading(1, "lower", 2))
    assert Template.parse("T[0]=").reading == Reading(0, "", 1)


@pytest.mark.parametrize("prefix", ["T[0]", "T[a]=", "U[0]=", "T[1,0]=", ""])
def test_unknown_syntax(prefix: str) -> None:
    with pytest.raises(ValueError, match="feature template"):
        Template.parse(prefix)


@pytest.mark.parametrize("syntax", ["T[-4]", "T[2,4]", "T[0][2]", "T[0].isallcap", "T[0].is_in_dict"])
def test_templates_that_cannot_be_computed(syntax: str) -> None:
    crf = Crf(("A",), {}, np.zeros((1, 1)), np.zeros((1, 1)))
    with pytest.raises(ValueError, match="feature template"):
        build_model(crf, [syntax], columns=(0,), tests=("istitle",), spaced=False)
