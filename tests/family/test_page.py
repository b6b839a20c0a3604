"""The family's page: who is responsible, what comes next, who may know what. And who cannot open it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from helhet.access.actions.taking_back import make_exception
from helhet.access.models import ConsentAnswer
from helhet.audit.events import Event
from helhet.audit.models import AuditEntry
from helhet.core.hiding import HiddenFrom
from helhet.people.models import CareOrder, Guardianship, Membership, Person
from helhet.plans.actions.baton import accept_baton, decline_baton, offer_baton
from helhet.plans.actions.closing import close_plan, reopen_plan
from helhet.plans.actions.consent import withdraw
from helhet.plans.actions.meetings import ChildView, NextStep, conclude_evaluation, plan_meeting
from helhet.plans.actions.opening import ask_family
from helhet.plans.actions.staff import set_cover
from helhet.plans.actions.work import add_goal, propose_measure
from helhet.plans.actions.writing import Said, correct_entry, write_entry
from helhet.plans.models import Entry, Evaluation, Hiding, MeasureEffect, Meeting, Plan
from tests.cast import NOW, TODAY, Cast, active_plan, after, draft, everyone_says, scope, with_jonas
from tests.family.conftest import Clock, as_family, as_worker, page, status, text
from tests.web.markup import elements, one


def holder(html: str) -> str:
    return one(html, class_="holder__name").text


def note(cast: Cast, plan: Plan, words: str = "Ella har fått en venn.") -> Entry:
    return write_entry(
        plan=plan, kind=Entry.Kind.NOTE, information_type="school", text=words, actor=cast.as_kari, at=NOW
    )


def test_5_the_family_sees_who_is_asked_and_who_is_responsible_until_the_yes(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    before = page(cast.mona, plan)
    assert holder(before) == "Kari"
    asked = (
        "Kari has asked Jonas (helsesykepleier) to take over. Until Jonas says yes, Kari is still the one responsible."
    )
    assert text(before).count(asked) == 1
    accept_baton(offer=offer, actor=cast.as_jonas, at=NOW)
    at_once = page(cast.mona, plan)
    assert holder(at_once) == "Jonas"
    assert one(at_once, class_="holder__reach").text == "jonas@fjordvik.example"
    assert text(at_once).count("to take over") == 0


def test_during_an_absence_the_family_is_told_whom_to_turn_to(cast: Cast) -> None:
    plan = active_plan(cast)
    set_cover(
        absent=cast.kari,
        covered_by=cast.nils,
        service=cast.school,
        from_on=TODAY,
        until_on=after(6).date(),
        actor=cast.as_rektor,
        at=NOW,
    )
    html = page(cast.mona, plan)
    assert holder(html) == "Nils"
    assert one(html, class_="holder__lead").text == "Kari is away until 30 November 2026. Until then, turn to"


def test_what_happens_next_says_who_and_when(cast: Cast) -> None:
    plan = active_plan(cast)
    goal = add_goal(
        plan=plan,
        text="Tore å gå inn",
        information_type="agreement",
        words_of=Entry.WordsOf.CHILD,
        actor=cast.as_kari,
        at=NOW,
    )
    for who, what in ((cast.kari, "Møte Ella ved porten"), (cast.mona, "Følge Ella til porten")):
        propose_measure(
            plan=plan,
            goal=goal,
            text=what,
            information_type="agreement",
            arena="home",
            evaluate_on=after(14).date(),
            responsible=who,
            actor=cast.as_kari,
            at=NOW,
        )
    plan_meeting(
        plan=plan,
        kind=Meeting.Kind.EVALUATION,
        held_on=after(20).date(),
        asks_child=cast.kari,
        actor=cast.as_kari,
        at=NOW,
    )
    html = page(cast.mona, plan)
    assert [item.text for item in elements(html, "li", class_="card")] == [
        "Meeting to see how it goes 20 days left 14 December Kari talks with Ella before it.",
        "Møte Ella ved porten Kari does this. We look at it again: 14 days left 8 December Who can read this?",
    ]
    assert one(html, "li", class_="card card--quiet").text == (
        "Følge Ella til porten You are asked if you will do this. We look at it again: 14 days left 8 December"
        " Who can read this?"
    )
    assert [quote.text for quote in elements(html, class_="quote")] == [
        "Tore å gå inn Ellanoted by Kari, Fjordvik skole"
    ]


def test_the_family_sees_which_service_may_know_what_and_until_when(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast), types=("agreement", "health"))
    make_exception(
        child=cast.ella,
        matter=plan.pk,
        by=cast.mona,
        service=cast.clinic,
        information_type="health",
        actor=cast.as_kari,
        at=NOW,
    )
    html = page(cast.mona, plan)
    clinic = elements(html, "article")[0]
    assert clinic.text == (
        "Fjordvik helsestasjon Jonas The agreement: goals, measures, dates and who does what until 24 November 2027 "
        "On what basis do they keep this? For its own record the service has pasientjournalloven § 6. For a plan "
        "shared with others, no provision of its own was found. General Data Protection Regulation, articles "
        "6(1)(e), 9(2)(h). Since 24 November 2026. It is not a consent, and it opens nothing to anyone."
    )
    assert text(html).count("Health: sleep, body, thoughts and treatment – not for Fjordvik helsestasjon") == 1
    assert text(html).count("The yes can be taken back at any time.") == 1


def test_what_the_young_person_keeps_back_is_not_told_to_the_guardians(cast: Cast) -> None:
    plan = active_plan(cast)
    without = page(cast.mona, plan)
    make_exception(child=cast.ella, matter=plan.pk, by=cast.ella, worker=cast.nils, actor=cast.as_kari, at=NOW)
    assert page(cast.mona, plan) == without


def test_a_correction_stands_where_the_first_wording_stood(cast: Cast) -> None:
    plan = active_plan(cast)
    correct_entry(
        entry=note(cast, plan, "Ella har én venn."), text="Ella har to venner.", actor=cast.as_kari, at=after(0.1)
    )
    words = text(page(cast.mona, plan))
    assert (words.count("Ella har én venn."), words.count("Ella har to venner.")) == (0, 1)


def test_before_there_is_a_plan_the_family_sees_what_is_asked_and_of_whom(cast: Cast) -> None:
    plan = draft(cast)
    ask_family(plan=plan, scope=scope(cast.school, types=("school",)), actor=cast.as_kari, at=NOW)
    html = page(cast.mona, plan)
    question = text(html).partition("Kari asks: is this all right?")[2]
    assert question.startswith(
        " These would know of this, until 24 November 2027 at the latest: Fjordvik skole Kindergarten and school: "
        "well-being, learning, friends and absence Asked are: You – not answered yet Per – not answered yet"
    )


def test_a_question_to_the_young_person_alone_is_not_shown_to_the_guardians(cast: Cast) -> None:
    plan = active_plan(cast)
    cast.ella.born_on = TODAY.replace(year=TODAY.year - 17)
    cast.ella.save()
    without = page(cast.mona, plan)
    ask_family(plan=plan, scope=scope(cast.clinic, types=("health",)), actor=cast.as_kari, at=NOW)
    assert page(cast.mona, plan) == without


def test_a_no_is_told_as_an_ordinary_thing(cast: Cast) -> None:
    plan = draft(cast)
    consent = ask_family(plan=plan, scope=scope(cast.school), actor=cast.as_kari, at=NOW)
    everyone_says(False, plan, consent, cast.as_kari)
    told = text(page(cast.mona, plan))
    assert told.count("The answer to this plan was no. That is quite all right.") == 1


def test_after_the_consent_is_taken_back_the_family_still_reads_and_nobody_may_know(cast: Cast) -> None:
    plan = active_plan(cast)
    note(cast, plan)
    withdraw(
        plan=plan,
        by=cast.mona,
        service=None,
        channel=ConsentAnswer.Channel.ORAL,
        actor=cast.as_kari,
        at=after(1),
    )
    told = text(page(cast.mona, plan))
    assert told.count("The consent for the plan is taken back.") == 1
    assert told.count("No service may know anything now") == 1
    assert told.count("Ella har fått en venn.") == 1


def test_somebody_at_work_cannot_open_the_familys_page(cast: Cast) -> None:
    plan = active_plan(cast)
    for worker in (cast.kari, cast.amir):
        client = as_worker(worker)
        assert (status(client, plan), client.get(reverse("family:home")).status_code) == (404, 404)
    refused = AuditEntry.objects.filter(event=Event.FAMILY_READ, outcome="refused", object=plan.pk)
    assert {row.actor for row in refused} == {cast.kari.pk, cast.amir.pk}


@pytest.mark.parametrize("responsibility", ["no", "unknown"])
def test_a_guardian_without_known_responsibility_sees_nothing(cast: Cast, responsibility: str) -> None:
    plan = active_plan(cast)
    Guardianship.objects.filter(guardian=cast.per).update(responsibility=responsibility)
    client = as_family(cast.per)
    assert status(client, plan) == 404
    home = client.get(reverse("family:home")).content.decode()
    assert one(home, class_="empty__title").text == "There is no plan here"


def test_17_at_the_childs_eighteenth_birthday_the_guardian_sees_nothing(cast: Cast, clock: Clock) -> None:
    plan = active_plan(cast)
    clock.at = NOW.replace(year=2035, month=3, day=2)
    assert status(as_family(cast.mona), plan) == 200
    clock.at = NOW.replace(year=2035, month=3, day=3)
    assert status(as_family(cast.mona), plan) == 404


@pytest.mark.parametrize("age", [12, 14, 15, 17])
def test_a_child_opens_their_own_plan_at_any_age(cast: Cast, age: int) -> None:
    """It is about them (personvernforordningen art. 15). What tells of others is another matter, until 15."""
    plan = active_plan(cast)
    cast.ella.born_on = TODAY.replace(year=TODAY.year - age)
    cast.ella.save()
    assert status(as_family(cast.ella), plan) == 200


def test_one_plan_is_opened_at_once_and_several_are_listed(cast: Cast) -> None:
    plan = active_plan(cast)
    mona = as_family(cast.mona)
    assert mona.get(reverse("family:home")).headers["Location"] == reverse("family:plan", kwargs={"plan": plan.key})
    draft(cast)
    assert len(elements(mona.get(reverse("family:home")).content.decode(), "a", class_="card card--link")) == 2


def test_every_look_of_the_family_is_written_down_with_what_was_shown(cast: Cast) -> None:
    plan = active_plan(cast)
    note(cast, plan)
    page(cast.mona, plan)
    rows = AuditEntry.objects.filter(event=Event.FAMILY_READ, actor=cast.mona.pk, object=plan.pk)
    assert sorted((row.details.get("part", ""), *row.grounds) for row in rows) == [
        ("", "plan_guardian"),
        ("school", "entry_guardian"),
    ]


def test_the_page_costs_the_same_however_much_is_in_it(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))

    def cost() -> int:
        client = as_family(cast.mona)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert status(client, plan) == 200
        return len(queries)

    def written_and_read(n: int) -> None:
        note(cast, plan, f"Notat {n}")
        as_worker(cast.kari).get(reverse("plans:plan", kwargs={"plan": plan.key}))
        as_worker(cast.jonas).get(reverse("plans:plan", kwargs={"plan": plan.key}))

    written_and_read(1)
    few = cost()
    written_and_read(2)
    written_and_read(3)
    assert cost() == few


def test_a_child_at_a_shielded_address_leaks_no_place(cast: Cast) -> None:
    """What could leak is put there first: in names, numbers, titles, addresses, codes and in people's own words."""
    cast.kari.name, cast.kari.title, cast.kari.phone = "Kari Fjordvik", "lærer ved Fjordvik skole", "75 00 00 00"
    cast.kari.save()
    cast.ella.protection = Person.Protection.STRICT
    cast.ella.save()
    plan = draft(cast)
    plan.purpose = "Trygg på Fjordvik skole"
    plan.save()
    asked = ask_family(plan=plan, scope=scope(cast.school), actor=cast.as_kari, at=NOW)
    pages = [page(cast.mona, plan)]
    plan = with_jonas(cast, everyone_says(True, plan, asked, cast.as_kari))
    note(cast, plan, "Møte på Fjordvik skole, Skoleveien 1")
    make_exception(child=cast.ella, matter=plan.pk, by=cast.mona, service=cast.clinic, actor=cast.as_kari, at=NOW)
    offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    set_cover(
        absent=cast.kari,
        covered_by=cast.nils,
        service=cast.school,
        from_on=TODAY,
        until_on=TODAY,
        actor=cast.as_rektor,
        at=NOW,
    )
    as_worker(cast.kari).get(reverse("plans:plan", kwargs={"plan": plan.key}))
    pages.append(page(cast.mona, plan))
    pages.append(as_family(cast.mona).get(reverse("family:home"), follow=True).content.decode())
    for html in pages:
        told = [leak for leak in ("fjordvik", "skoleveien", "75 00", "7500", "lærer", "mailto") if leak in html.lower()]
        assert told == []
    assert text(pages[1]).count("the school") > 0


def test_a_place_the_parents_may_not_know_after_a_care_order_leaks_nowhere_until_it_is_over(cast: Cast) -> None:
    """Barnevernsloven § 13-5 and folkeregisterloven § 10-4: it is the place that is hidden, not only the texts."""
    plan = with_jonas(cast, active_plan(cast))
    note(cast, plan, "Møte på Fjordvik skole, Skoleveien 1")
    order = CareOrder.objects.create(
        municipality=cast.fjordvik,
        child=cast.ella,
        kind="order",
        service=cast.ppt,
        from_on=TODAY,
        hidden_place=True,
        recorded_at=NOW,
        recorded_by=cast.pia,
    )
    html = page(cast.mona, plan).lower()
    assert [leak for leak in ("fjordvik", "skoleveien", "lærer", "mailto") if leak in html] == []
    CareOrder.objects.at(order.key).update(from_on=after(-9).date(), until_on=after(-1).date())
    assert page(cast.mona, plan).count("Skoleveien 1") == 1


def test_no_service_stays_named_after_somebody_has_left(cast: Cast) -> None:
    """A look is told also when the one who looked works there no longer."""
    plan = active_plan(cast)
    as_worker(cast.kari).get(reverse("plans:plan", kwargs={"plan": plan.key}))
    Membership.objects.filter(worker=cast.kari).update(ended_on=TODAY, ended_by=cast.rektor.pk)
    assert one(page(cast.mona, plan), class_="family-looks__one").text.startswith("Kari, kontaktlærer, Fjordvik skole")


def test_9_the_family_is_told_plainly_that_nobody_does_it_now(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    goal = add_goal(
        plan=plan,
        text="En venn",
        information_type="agreement",
        words_of=Entry.WordsOf.CHILD,
        actor=cast.as_kari,
        at=NOW,
    )
    propose_measure(
        plan=plan,
        goal=goal,
        text="Samtale hver uke",
        information_type="agreement",
        arena=cast.guide.codes("arena")[0].key,
        evaluate_on=after(60).date(),
        responsible=cast.jonas,
        actor=cast.as_jonas,
        at=NOW,
    )
    withdraw(
        plan=plan,
        by=cast.mona,
        service=cast.clinic,
        channel=ConsentAnswer.Channel.ORAL,
        actor=cast.as_kari,
        at=NOW,
    )
    told = text(page(cast.mona, plan))
    words = "Nobody does this now: the one who was to do it is no longer in the plan. Kari finds out with you who can."
    assert told.count(f"Samtale hver uke {words}") == 1
    assert told.count("Jonas does this.") == 0


def test_5_that_the_one_who_was_asked_said_no_is_the_familys_to_know_and_not_why(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    reason = cast.guide.codes("baton_decline_reason")[0].key
    decline_baton(offer=offer, reason=reason, words="For mange planer nå", actor=cast.as_jonas, at=NOW)
    told = text(page(cast.mona, plan))
    assert told.count("Jonas was asked to take over, and could not. Kari is still the one responsible.") == 1
    assert told.count("For mange planer nå") == 0


def evaluated(cast: Cast, plan: Plan, child: ChildView) -> Evaluation:
    """One measure, judged by all three."""
    own: dict[str, Any] = {"plan": plan, "information_type": "agreement", "actor": cast.as_kari, "at": NOW}
    measure = propose_measure(
        **own,
        goal=add_goal(**own, text="En venn", words_of=Entry.WordsOf.CHILD),
        text="Samtale hver uke",
        arena=cast.guide.codes("arena")[0].key,
        evaluate_on=after(60).date(),
        responsible=cast.kari,
    )
    seen = {who: cast.guide.codes("effect")[0].key for who in MeasureEffect.SeenBy}
    meeting = plan_meeting(
        plan=plan, kind=Meeting.Kind.EVALUATION, held_on=TODAY, asks_child=cast.kari, actor=cast.as_kari, at=NOW
    )
    return conclude_evaluation(
        meeting=meeting,
        child=child,
        family_words="Bedre hjemme",
        effects={measure.pk: seen},
        not_done={},
        step=NextStep(Evaluation.Decision.CONTINUE, "Det hjelper", after(60).date()),
        actor=cast.as_kari,
        at=NOW,
    )


def test_an_evaluation_is_read_as_one_the_child_first_and_then_what_was_decided(cast: Cast) -> None:
    plan = active_plan(cast)
    evaluated(cast, plan, ChildView(Evaluation.ChildView.GIVEN, words="Jeg har fått en venn"))
    told = text(page(cast.mona, plan))
    effect = cast.guide.codes("effect")[0].text.in_language("en")
    decision = cast.guide.code_in("evaluation_decision", "continue").text.in_language("en")
    in_order = [
        "Jeg har fått en venn",
        "Kari talked with Ella beforehand.",
        "Bedre hjemme",
        f"As the child sees it: {effect} As the family sees it: {effect} As the professionals see it: {effect}",
        f"What was decided: {decision}",
        "Det hjelper",
    ]
    assert [told.count(part) for part in in_order] == [1] * len(in_order)
    places = [told.index(part) for part in in_order]
    assert places == sorted(places)


def test_what_the_child_saw_in_a_measure_goes_with_the_childs_words(cast: Cast) -> None:
    plan = active_plan(cast)
    evaluation = evaluated(cast, plan, ChildView(Evaluation.ChildView.GIVEN, words="Jeg har fått en venn"))
    Hiding.objects.create(
        municipality=cast.fjordvik,
        entry=evaluation.child_entry,
        child=cast.ella,
        hidden_from=HiddenFrom.GUARDIANS,
        reason="weighty_reasons",
        judgement="Hun ba om det",
        hidden_at=NOW,
        hidden_by=cast.jonas,
    )
    html = text(page(cast.mona, plan))
    told = [html.count(words) for words in ("Jeg har fått en venn", "As the child sees it:", "beforehand")]
    assert (told, html.count("As the family sees it:")) == ([0, 0, 0], 1)


def test_17_a_plan_begun_anew_and_the_closed_one_lead_to_each_other(cast: Cast) -> None:
    plan = active_plan(cast)
    words = Said(why_none="Ville ikke")
    reason = cast.guide.codes("close_reason")[0].key
    close_plan(plan=plan, reason=reason, family=words, child=words, actor=cast.as_kari, at=NOW)
    anew = reopen_plan(
        plan=plan,
        service=cast.school,
        guide=cast.guide,
        level=cast.guide.log_opens_at,
        purpose="En ny begynnelse",
        actor=cast.as_kari,
        at=NOW,
    )
    consent = ask_family(plan=anew, scope=scope(cast.school), actor=cast.as_kari, at=NOW)
    everyone_says(True, anew, consent, cast.as_kari)
    for reader, room in ((as_family(cast.mona), "family:plan"), (as_worker(cast.kari), "plans:plan")):
        there = {one.pk: reverse(room, kwargs={"plan": one.key}) for one in (plan, anew)}
        html = {pk: reader.get(address).content.decode() for pk, address in there.items()}
        assert one(html[plan.pk], "a", href=there[anew.pk]).text == "Open the new plan"
        assert one(html[anew.pk], "a", href=there[plan.pk]).text == "Open the earlier plan"
