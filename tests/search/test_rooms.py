"""What other rooms hand over is found beside the library's own, and by everyday words."""

import pytest
from django.core.management import call_command

from helhet.measures.registry.load import load_register
from helhet.search.queries import find

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> None:
    load_register()
    call_command("index_search", verbosity=0)


def first(words: str, language: str = "nb") -> tuple[str, str]:
    hit = find(words, language=language).hits[0]
    return hit.room, hit.url


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("omsorgsstønad", "nb", ("rights", "/nb/rights/ask/all/care-allowance/")),
        ("omsorgsstønad", "nn", ("rights", "/nn/rights/ask/all/care-allowance/")),
        ("avlastningsbolig", "nb", ("rights", "/nb/rights/ask/all/respite/")),
        ("omsorgslønn", "nb", ("rights", "/nb/rights/ask/all/care-allowance/")),
        ("selvmordstanker", "nb", ("rights", "/nb/rights/ask/all/bup/")),
        ("foreldrene mine skiller seg", "nb", ("rights", "/nb/rights/ask/all/family-counselling/")),
        ("hvor gammel må jeg være for å bestemme selv", "nb", ("rights", "/nb/rights/age/")),
        ("kor gammal må eg vere for å bestemme sjølv", "nn", ("rights", "/nn/rights/age/")),
        ("assistent i skolen", "nb", ("rights", "/nb/rights/ask/all/assistance-at-school/")),
        ("barnefattigdom", "nb", ("rights", "/nb/rights/ask/all/social-assistance/")),
        ("sjukt barn rettar", "nn", ("rights", "/nn/rights/ask/all/care-days/")),
        ("tiltak mot fravær", "nb", ("measures", "/nb/measures/skolefravaer-veileder/")),
        ("zippys", "nb", ("measures", "/nb/measures/zippys-venner/")),
        ("circle of security", "en", ("measures", "/en/measures/cos-p/")),
    ],
)
def test_a_reader_finds_it_in_the_one_search(told: None, words: str, language: str, found: tuple[str, str]) -> None:
    assert first(words, language) == found


def test_each_room_is_told_once_however_often(told: None) -> None:
    before = find("", language="nb").counts
    call_command("index_search", verbosity=0)
    assert find("", language="nb").counts == before
    assert {kind: before[f"kind:{kind}"] for kind in ("path", "right")} == {"path": 3, "right": 55}
