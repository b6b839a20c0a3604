"""A hold and a letting go at the same instant: one comes first, and the other is told."""

import pytest
from django.conf import settings

from helhet.concerns.models import Concern
from helhet.core.actors import Actor
from helhet.retention.actions.holding import place_hold
from helhet.retention.actions.letting_go import let_go
from helhet.retention.models import LegalHold
from tests.cast import Cast, after
from tests.plans.racing import race, said
from tests.retention.kept import ended_note

pytestmark = [pytest.mark.concurrent, pytest.mark.django_db(transaction=True)]
COURT = LegalHold.Reason.COURT
LATER = after(400)


@pytest.mark.parametrize("_round", range(4))
def test_what_is_held_is_there_and_what_is_gone_is_not_held(cast: Cast, _round: int) -> None:
    note = ended_note(cast)
    outcomes = race(
        lambda: place_hold(matter=note, reason=COURT, actor=cast.as_rektor, at=LATER),
        lambda: let_go(matter=note, adopted=settings.RETENTION, actor=Actor.system(), at=LATER),
    )
    left = (Concern.objects.count(), LegalHold.objects.count())
    assert (tuple(map(said, outcomes)), left) in (
        (("done", "StillKept"), (1, 1)),
        (("NoSuchMatter", "done"), (0, 0)),
    )


@pytest.mark.parametrize("_round", range(4))
def test_two_runs_at_once_let_it_go_once(cast: Cast, _round: int) -> None:
    note = ended_note(cast)
    runs = [lambda: let_go(matter=note, adopted=settings.RETENTION, actor=Actor.system(), at=LATER) for _ in range(2)]
    assert sorted(map(said, race(*runs))) == ["NoSuchMatter", "done"]
    assert Concern.objects.count() == 0
