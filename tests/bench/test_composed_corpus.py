"""The articles of the benchmark: as many as are asked for, the same every time, no two alike."""

from itertools import islice

from nghiquyet.bench.corpus import CHARACTERS, ComposedCorpus
from nghiquyet.cluster.signature import NUMBERS, read_signatures, sign


def test_the_first_articles_are_the_same_however_many_are_asked_for() -> None:
    assert list(ComposedCorpus().articles(3)) == list(islice(ComposedCorpus().articles(50), 3))


def test_no_article_comes_twice() -> None:
    articles = list(ComposedCorpus().articles(300))
    assert len({article["article_id"] for article in articles}) == 300
    assert len({article["text"] for article in articles}) == 300
    signatures = read_signatures(b"".join(sign(article["text"]) for article in articles))
    alike = max(int((signatures[0] == other).sum()) for other in signatures[1:])
    assert alike < NUMBERS / 2


def test_an_article_is_as_long_as_a_real_one() -> None:
    lengths = [len(article["text"]) for article in ComposedCorpus().articles(50)]
    assert min(lengths) >= CHARACTERS
    assert sum(lengths) / len(lengths) < 1.5 * CHARACTERS
