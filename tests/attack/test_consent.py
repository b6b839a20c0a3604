"""Getting by the family's yes: a yes that is no longer, or not yet; a no by somebody who was never asked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from helhet.access.models import ConsentAnswer, Grant
from helhet.audit.models import AuditEntry
from helhet.concerns.actions.writing import write_note
from helhet.concerns.models import Concern
from helhet.core.hiding import HiddenFrom
from helhet.people.models import Person
from helhet.plans.actions.consent import withdraw
from helhet.plans.actions.hiding import hide_entry
from helhet.plans.actions.opening import ask_family, record_answer
from helhet.plans.actions.writing import NotYourWords, write_entry
from helhet.plans.models import Entry, Hiding, Plan
from tests.attack.browser import address, browser_of, entry_address
from tests.cast import NOW, TODAY, Cast, after, draft, everyone_says, scope


def test_a_teacher_has_no_health_reason_to_hide_an_entry_from_the_parents(cast: Cast, plan: Plan) -> None:
    """The reason is not among a teacher's; that is no lock."""
    entry = write_entry(
        plan=plan, kind=Entry.Kind.NOTE, information_type="school", text="Glad i dag", actor=cast.as_kari, at=NOW
    )
    form = {"hidden_from": "guardians", "reason": "weighty_reasons", "judgement": "Tungtveiende hensyn."}
    answer = browser_of(cast.kari).post(entry_address(entry), form)
    assert (answer.status_code, Hiding.objects.filter(entry=entry).count()) == (422, 0)
    with pytest.raises(NotYourWords):
        hide_entry(
            entry=entry,
            hidden_from=HiddenFrom.GUARDIANS,
            reason="weighty_reasons",
            judgement="Tungtveiende hensyn.",
            actor=cast.as_kari,
            at=NOW,
        )


@pytest.mark.parametrize("first", [-30, 30])
def test_a_yes_for_other_days_begins_no_plan(cast: Cast, first: int) -> None:
    plan = draft(cast)
    period = replace(scope(cast.school), from_on=TODAY + timedelta(first), until_on=TODAY + timedelta(first + 10))
    consent = ask_family(plan=plan, scope=period, actor=cast.as_kari, at=NOW)
    assert everyone_says(True, plan, consent, cast.as_kari).status == "draft"


@pytest.mark.parametrize("days", [(-1, 30), (1, 30), (0, 60_000)])
def test_a_new_plan_is_not_asked_about_for_other_days(cast: Cast, days: tuple[int, int]) -> None:
    plan = draft(cast)
    first, last = (TODAY + timedelta(days=n) for n in days)
    form = {
        "service": [str(cast.school.pk)],
        f"types_{cast.school.pk}": ["agreement"],
        "purpose": "Skolen",
        "from_on": first.isoformat(),
        "until_on": (last if days[1] < 1000 else last.replace(year=9999)).isoformat(),
    }
    answer = browser_of(cast.kari).post(address("ask", plan), form)
    assert (answer.status_code, "Nothing was changed" in answer.content.decode()) == (422, False)


def test_a_child_nobody_asked_does_not_take_back_the_parents_yes(cast: Cast, plan: Plan) -> None:
    form = {"by": str(cast.ella.pk), "what": "whole", "channel": "oral"}
    answer = browser_of(cast.kari).post(address("withdraw", plan), form)
    assert (answer.status_code, Grant.objects.filter(ended_at=None, municipality=cast.fjordvik).exists()) == (422, True)


def test_nobody_takes_back_a_yes_they_never_gave_by_another_way_in(cast: Cast, plan: Plan) -> None:
    stranger = Person.objects.create(municipality=cast.fjordvik, name="Onkel")
    with pytest.raises(LookupError):
        withdraw(plan=plan, by=stranger, service=None, channel=ConsentAnswer.Channel.ORAL, actor=cast.as_kari, at=NOW)


def test_an_answer_to_another_familys_question_is_not_recorded_through_this_plan(cast: Cast, plan: Plan) -> None:
    other = draft(cast)
    consent = ask_family(plan=other, scope=scope(cast.school), actor=cast.as_kari, at=NOW)
    answer = ConsentAnswer.objects.of(consent=consent).order_by("id")[0]
    kari = browser_of(cast.kari)
    assert [
        kari.get(address("answer", plan, answer=answer.key)).status_code,
        kari.post(address("answer", plan, answer=answer.key), {"yes": "yes", "channel": "oral"}).status_code,
    ] == [404, 404]
    with pytest.raises(LookupError):
        record_answer(
            plan=plan, answer=answer, yes=True, channel=ConsentAnswer.Channel.ORAL, actor=cast.as_kari, at=NOW
        )


def test_the_last_word_of_two_parents_is_not_the_first_ones(cast: Cast, plan: Plan) -> None:
    """Two questions answered out of order: the no to the newer one opens nothing, and closes nothing that was open."""
    newer = ask_family(plan=plan, scope=scope(cast.clinic), actor=cast.as_kari, at=after(1))
    older = ask_family(plan=plan, scope=scope(cast.ppt), actor=cast.as_kari, at=NOW)
    everyone_says(False, plan, newer, cast.as_kari, at=after(2))
    everyone_says(True, plan, older, cast.as_kari, at=after(3))
    open_to = set(Grant.objects.filter(municipality=cast.fjordvik).values_list("service_id", flat=True))
    assert open_to == {cast.school.pk, cast.ppt.pk}


def note(cast: Cast) -> Concern:
    return write_note(
        service=cast.school,
        municipality=cast.fjordvik,
        child_name="Ella",
        born_on=cast.ella.born_on,
        guide=cast.guide,
        actor=cast.as_kari,
        at=NOW,
    )


def opened(cast: Cast, who: object, concern: Concern, born_on: str) -> int:
    form = {"born_on": born_on, "purpose": "Skolen", "level": cast.guide.log_opens_at}
    return browser_of(who).post(reverse("plans:open", kwargs={"note": concern.key}), form).status_code  # type: ignore[arg-type]


def test_a_leader_with_whom_a_note_is_shared_begins_no_plan_from_it(cast: Cast) -> None:
    concern = note(cast)
    Concern.objects.filter(pk=concern.pk, municipality=cast.fjordvik).update(shared_with=cast.rektor, shared_at=NOW)
    assert (opened(cast, cast.rektor, concern, "2017-03-03"), Plan.objects.count()) == (403, 0)


def test_pressing_begin_twice_makes_one_plan_and_leaves_the_childs_birthday(cast: Cast) -> None:
    """Another day of birth would be another to ask: a nine-year-old would consent alone."""
    concern = note(cast)
    answers = [opened(cast, cast.kari, concern, "2017-03-03"), opened(cast, cast.kari, concern, "2009-03-03")]
    concern.child.refresh_from_db()
    assert (answers, Plan.objects.count(), concern.child.born_on.year) == ([302, 302], 1, 2017)


def test_a_note_does_not_make_the_child_of_a_plan_older(cast: Cast) -> None:
    concern = note(cast)
    opened(cast, cast.kari, concern, "2017-03-03")
    plan = Plan.objects.get()
    kari = browser_of(cast.kari)
    kari.post(address("guardians", plan), {"name": "Mona", "responsibility": "yes"})
    form = {"child_name": "Ella", "child_born_on": "2008-03-03", "version": concern.version, "saw_heard": "Alene"}
    kari.post(reverse("concerns:note", kwargs={"note": concern.key}), form)
    concern.child.refresh_from_db()
    assert concern.child.born_on == date(2017, 3, 3)


def test_pressing_add_twice_makes_one_parent_to_ask(cast: Cast) -> None:
    plan = draft(cast)
    form = {"name": "Siri", "responsibility": "yes"}
    kari = browser_of(cast.kari)
    assert [kari.post(address("guardians", plan), form).status_code for _ in "ab"] == [302, 302]
    assert Person.objects.filter(name="Siri").count() == 1


def test_every_refused_look_stands_in_the_trail(cast: Cast, plan: Plan) -> None:
    browser_of(cast.amir).get(address("plan", plan))
    last = AuditEntry.objects.order_by("-at", "id").filter(actor=cast.amir.pk).first()
    assert last is not None
    assert (last.outcome, last.child, last.details) == ("refused", cast.ella.pk, {})
