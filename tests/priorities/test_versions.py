"""What is adopted never changes; a new version takes its place, and the old can still be read."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from helhet.priorities import actions
from helhet.priorities.models import Challenge, Programme, Reading, Target
from helhet.priorities.queries import latest_of, readings_of, whole
from helhet.priorities.since import since
from tests.cast import NOW, TODAY
from tests.counting import same_queries
from tests.priorities.town import Town, own_target, run_measure

BY = {"at": NOW}


def changes() -> list[Any]:
    """Every way of changing a version."""

    def about(town: Town, programme: Programme) -> None:
        actions.change_programme(programme=programme, version=2, values={"title": "x"}, actor=town.actor, at=NOW)

    def add(town: Town, programme: Programme) -> None:
        actions.add_part(part=Challenge(programme=programme, title="x", text="y"), actor=town.actor, at=NOW)

    def change(town: Town, programme: Programme) -> None:
        part = whole(programme).targets[0]
        actions.change_part(part=part, version=1, values={"target": Decimal(1)}, actor=town.actor, at=NOW)

    def up(town: Town, programme: Programme) -> None:
        actions.move_part_up(part=whole(programme).challenges[0].challenge, actor=town.actor, at=NOW)

    def remove(town: Town, programme: Programme) -> None:
        actions.remove_part(part=whole(programme).challenges[0].challenge, actor=town.actor, at=NOW)

    def adopt(town: Town, programme: Programme) -> None:
        town.adopts(programme)

    return [about, add, change, up, remove, adopt]


@pytest.mark.parametrize("change", changes(), ids=lambda one: one.__name__)
def test_an_adopted_version_never_changes(fjordvik: Town, change: Callable[[Town, Programme], None]) -> None:
    adopted = fjordvik.adopts(fjordvik.has_whole_draft())
    before = (whole(adopted), adopted.revision, adopted.changed_at)
    with pytest.raises(actions.NotADraft):
        change(fjordvik, adopted)
    adopted.refresh_from_db()
    assert (whole(adopted), adopted.revision, adopted.changed_at) == before


def test_a_new_version_is_a_copy_and_leaves_the_old_as_it_is(fjordvik: Town) -> None:
    first = fjordvik.adopts(fjordvik.has_whole_draft())
    second = fjordvik.begins()
    old, new = whole(first), whole(second)
    assert [one.challenge.title for one in new.challenges] == ["Mange er borte"]
    assert [run.name for run in new.challenges[0].priorities[0].measures] == ["Fraværsteam", "Ringe hjem"]
    assert [one.thread for one in new.targets] == [one.thread for one in old.targets]
    assert {one.pk for one in new.targets} & {one.pk for one in old.targets} == set()
    change = {"version": 1, "values": {"target": Decimal(5)}, "actor": fjordvik.actor, "at": NOW}
    actions.change_part(part=new.targets[0], **change)
    assert [one.target for one in whole(first).targets] == [Decimal(6)]


def test_what_was_new_is_carried_on_in_the_next_version(fjordvik: Town) -> None:
    first = fjordvik.adopts(fjordvik.has_whole_draft())
    second = fjordvik.begins()
    standings = [[run.standing for run in whole(one).challenges[0].priorities[0].measures] for one in (first, second)]
    assert standings == [["new", "carried_on"], ["carried_on", "carried_on"]]


def test_the_next_versions_draft_shows_how_the_figures_went_and_what_becomes_of_the_measures(fjordvik: Town) -> None:
    first = fjordvik.adopts(fjordvik.has_whole_draft())
    (target,) = whole(first).targets
    actions.note_reading(
        target=target, organisation=fjordvik.organisation, year=2026, number=Decimal("5.8"), source="Egen telling 2026",
        actor=fjordvik.actor, at=NOW,
    )  # fmt: skip
    draft = fjordvik.begins()
    priority = whole(draft).challenges[0].priorities[0]
    actions.remove_part(part=priority.measures[1], actor=fjordvik.actor, at=NOW)
    actions.add_part(part=run_measure(draft, priority.priority, "Åpen klubb"), actor=fjordvik.actor, at=NOW)
    latest = latest_of(fjordvik.organisation, whole(first).targets, on=TODAY)
    found = since(whole(first), whole(draft), latest)
    assert [[run.name for run in runs] for runs in (found.carried_on, found.new, found.gone)] == [
        ["Fraværsteam"], ["Åpen klubb"], ["Ringe hjem"],
    ]  # fmt: skip
    said = "Det er 5,8\xa0% i 2026: Målet er nådd."
    assert [one.standing for one in found.figures] == [said]
    page = fjordvik.open("draft").content.decode()
    assert (page.count(said), page.count("Egen telling 2026")) == (2, 1)
    home = fjordvik.open("home").content.decode()
    assert (home.count(said), home.count("Egen telling 2026")) == (1, 1)


def test_anybody_reads_how_a_figure_has_gone_with_its_source_and_of_an_earlier_version_what_it_said(
    fjordvik: Town,
) -> None:
    first = fjordvik.adopts(fjordvik.has_whole_draft())
    (target,) = whole(first).targets
    actions.note_reading(
        target=target, organisation=fjordvik.organisation, year=2026, number=Decimal(8), source="Egen telling 2026",
        actor=fjordvik.actor, at=NOW,
    )  # fmt: skip
    fjordvik.adopts(fjordvik.begins())
    pages = [Client().get(f"/nb/municipalities/9901/priorities/{one}").content.decode() for one in ("", "1/")]
    assert [(page.count("Det er 8\xa0% i 2026"), page.count("Egen telling 2026")) for page in pages] == [(1, 1), (0, 0)]


def test_a_later_version_takes_its_place_and_both_can_be_read(fjordvik: Town) -> None:
    first = fjordvik.adopts(fjordvik.has_whole_draft(), on=date(2026, 11, 12))
    fjordvik.adopts(fjordvik.begins(), on=date(2026, 11, 20))
    first.refresh_from_db()
    assert (first.state, first.superseded_on) == ("superseded", date(2026, 11, 20))
    addresses = ["priorities/", "priorities/1/", "priorities/2/", "priorities/3/"]
    assert [Client().get(f"/nb/municipalities/9901/{one}").status_code for one in addresses] == [200, 200, 200, 404]
    assert Client().get("/nb/municipalities/9901/priorities/1/").content.decode().count("tidligere utgave") == 1


def test_nothing_is_adopted_ahead_of_time_or_before_what_is_in_force(fjordvik: Town) -> None:
    draft = fjordvik.has_whole_draft()
    with pytest.raises(actions.NotYet):
        fjordvik.adopts(draft, on=TODAY + timedelta(days=1))
    fjordvik.adopts(draft, on=date(2026, 11, 12))
    with pytest.raises(actions.NotYet):
        fjordvik.adopts(fjordvik.begins(), on=date(2026, 11, 11))


def test_what_is_adopted_is_what_was_read(fjordvik: Town) -> None:
    draft = fjordvik.has_whole_draft()
    read = draft.revision
    part = whole(draft).challenges[0].challenge
    actions.change_part(part=part, version=1, values={"text": "Noe annet."}, actor=fjordvik.actor, at=NOW)
    sent = fjordvik.send("adopt", revision=read, on="2026-11-12", body="kommunestyret")
    assert sent.status_code == 422
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_one_draft_at_a_time(fjordvik: Town) -> None:
    fjordvik.begins()
    with pytest.raises(actions.AlreadyBegun):
        fjordvik.begins()
    assert fjordvik.send("begin").headers["Location"] == "/desk/priorities/9901/draft/"
    assert Programme.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"source": ""}, id="a number without a source"),
        pytest.param({"target_year": 2025}, id="a target that is not ahead"),
    ],
)
def test_the_database_refuses(fjordvik: Town, wrong: dict[str, Any]) -> None:
    draft = fjordvik.has_whole_draft()
    challenge = whole(draft).challenges[0].challenge
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.add_part(part=own_target(draft, challenge, **wrong), actor=fjordvik.actor, at=NOW)
    assert Target.objects.count() == 1


def test_an_own_figure_is_read_anew_and_put_right(fjordvik: Town) -> None:
    adopted = fjordvik.adopts(fjordvik.has_whole_draft())
    thread = whole(adopted).targets[0].thread
    said = {"year": 2026, "number": "8,6", "source": "Egen telling, høsten 2026"}
    assert fjordvik.send("reading", thread, **said).status_code == 302
    assert fjordvik.send("reading", thread, **said | {"number": "8,1"}).status_code == 302
    assert [str(one.number) for one in Reading.objects.all()] == ["8.100000"]
    wrong = [{"source": ""}, {"year": 2025}, {"year": 2027}, {"number": "101"}, {"number": "mange"}]
    assert [fjordvik.send("reading", thread, **said | one).status_code for one in wrong] == [422] * len(wrong)
    fjordvik.adopts(fjordvik.begins(), on=TODAY)
    readings = readings_of(fjordvik.organisation, [thread])[thread]
    assert [one.source for one in readings] == ["Egen telling, høsten 2026"], "they follow into the next version"


def test_a_version_of_many_parts_costs_as_much_as_one_of_few(fjordvik: Town) -> None:
    draft = fjordvik.has_whole_draft()

    def more() -> None:
        challenge = Challenge(programme=draft, title="Enda en", text="Utfordring.")
        for part in (challenge, own_target(draft, challenge)):
            actions.add_part(part=part, actor=fjordvik.actor, at=NOW)

    same_queries(more, lambda: fjordvik.open("draft"))
