"""The whole main job over HTTP, page by page, as Kari, Jonas and Amir meet it; with each guide pack."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from helhet.access.models import ConsentAnswer
from helhet.audit.models import AuditEntry
from helhet.concerns.actions.writing import write_note
from helhet.concerns.models import Concern
from helhet.core.information import information_types
from helhet.people.models import Worker
from helhet.plans.actions.consent import withdraw
from helhet.plans.actions.opening import ask_family
from helhet.plans.actions.work import add_goal, propose_measure
from helhet.plans.models import Baton, Entry, Evaluation, Measure, MeasureEffect, Meeting, Plan
from helhet.plans.queries.roles import current_baton
from helhet.web.clock import now, today
from tests.cast import Cast, active_plan, draft, scope, with_jonas
from tests.family.conftest import text as text_of
from tests.web.markup import elements


def as_worker(worker: Worker) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(worker.account)
    return client


def post(client: Client, name: str, plan: Plan, data: dict[str, object], **kwargs: object) -> str:
    """Send a form and land on the next page; what was refused is shown by the assertion."""
    response = client.post(reverse(f"plans:{name}", kwargs={"plan": plan.key, **kwargs}), data)
    assert response.status_code == 302, response.content.decode()
    return response.headers["Location"]


def page(client: Client, plan: Plan, name: str = "plan") -> str:
    response = client.get(reverse(f"plans:{name}", kwargs={"plan": plan.key}))
    assert response.status_code == 200
    return response.content.decode()


def bare(client: Client, address: str) -> str:
    """What a closed door says, less the address itself and the form's token, which differ by nature."""
    response = client.get(address)
    assert response.status_code == 404
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode().replace(address, ""))


def note_of(cast: Cast) -> Concern:
    return write_note(
        service=cast.school,
        municipality=cast.fjordvik,
        child_name="Ella",
        born_on=cast.ella.born_on,
        guide=cast.guide,
        actor=cast.as_kari,
        at=now(),
        answers={"acute": "no", "saw_heard": "Ella sitter alene i friminuttene."},
    )


def open_a_plan(cast: Cast, kari: Client) -> Plan:
    note = note_of(cast)
    to = kari.post(
        reverse("plans:open", kwargs={"note": note.key}),
        {"born_on": "2017-03-03", "purpose": "Ella skal ha noen å være sammen med", "level": cast.guide.log_opens_at},
    )
    assert to.status_code == 302, to.content.decode()
    plan = Plan.objects.get()
    for name in ("Mona", "Per"):
        post(kari, "guardians", plan, {"name": name, "responsibility": "yes"})
    return plan


def ask(kari: Client, plan: Plan, service_id: object) -> None:
    post(
        kari,
        "ask",
        plan,
        {
            "service": [str(service_id)],
            f"types_{service_id}": ["agreement", "school", "child_voice", "home"],
            "purpose": "Ella skal ha noen å være sammen med",
            "from_on": today().isoformat(),
            "until_on": (today() + timedelta(days=365)).isoformat(),
        },
    )
    plan.refresh_from_db()
    for consent in list(plan_consents(plan)):
        for answer in consent.answers.filter(answered_at=None):
            post(kari, "answer", plan, {"answer": "yes", "channel": "oral"}, answer=answer.key)


def plan_consents(plan: Plan):  # type: ignore[no-untyped-def]
    from helhet.access.models import Consent

    return Consent.objects.filter(matter=plan.pk, status="asked")


@pytest.mark.django_db
def test_the_main_job_from_a_wonder_to_a_closed_plan(cast: Cast) -> None:
    kari, jonas, amir = as_worker(cast.kari), as_worker(cast.jonas), as_worker(cast.amir)
    plan = open_a_plan(cast, kari)
    ask(kari, plan, cast.school.pk)
    plan.refresh_from_db()
    assert plan.status == "active"
    assert current_baton(plan).holder == cast.kari

    post(
        kari,
        "goal",
        plan,
        {"text": "Jeg vil ha noen å leke med", "words_of": "child", "information_type": "agreement"},
    )
    goal = plan.goals.get()
    post(
        kari,
        "measure",
        plan,
        {
            "goal": str(goal.pk),
            "text": "Fast lekevenn i langfri",
            "arena": cast.guide.codes("arena")[0].key,
            "responsible": str(cast.kari.pk),
            "evaluate_on": (today() + timedelta(days=30)).isoformat(),
            "information_type": "agreement",
        },
    )
    assert Measure.objects.get().state == "running"
    assert "Fast lekevenn i langfri" in page(kari, plan)

    ask(kari, plan, cast.clinic.pk)
    post(kari, "invite", plan, {"who": f"{cast.jonas.pk}:{cast.clinic.pk}", "task": "Samtaler"})
    assert "Fast lekevenn" not in page(jonas, plan, "invitation")
    assert jonas.post(reverse("plans:invitation", kwargs={"plan": plan.key}), {"accept": "1"}).status_code == 302
    assert "Fast lekevenn i langfri" in page(jonas, plan)

    offer = {"who": f"{cast.jonas.pk}:{cast.clinic.pk}", "family_wish": "De kjenner Jonas"}
    post(kari, "offer", plan, offer)
    assert "Fast lekevenn i langfri" in page(jonas, plan, "answer_offer")
    reason = cast.guide.codes("baton_decline_reason")[0].key
    post(jonas, "answer_offer", plan, {"reason": reason, "words": "Ikke denne måneden"})
    plan.refresh_from_db()
    assert current_baton(plan).holder == cast.kari
    post(kari, "offer", plan, offer)
    jonas.post(reverse("plans:answer_offer", kwargs={"plan": plan.key}), {"accept": "1"})
    plan.refresh_from_db()
    assert current_baton(plan).holder == cast.jonas
    assert Baton.objects.filter(until_at=None).count() == 1

    post(
        jonas,
        "meeting",
        plan,
        {"kind": "evaluation", "held_on": today().isoformat(), "asks_child": str(cast.kari.pk)},
    )
    measure = Measure.objects.get()
    evaluation = {
        "child_view": "given",
        "child_words": "Det er bedre nå",
        "family_words": "Hun gleder seg til skolen",
        f"effect_{measure.pk}_professional": "part",
        f"effect_{measure.pk}_family": "full",
        f"effect_{measure.pk}_child": "full",
        "decision": "continue",
        "reason": "Det virker",
    }
    refused = jonas.post(reverse("plans:conclude", kwargs={"plan": plan.key}), evaluation)
    assert refused.status_code == 422
    assert "Det er bedre nå" in refused.content.decode()
    post(
        jonas,
        "conclude",
        plan,
        evaluation | {"next_evaluation_on": (today() + timedelta(days=60)).isoformat()},
    )
    assert Evaluation.objects.get().decision == "continue"
    assert MeasureEffect.objects.count() == 3
    assert Meeting.objects.get().next_evaluation_on == today() + timedelta(days=60)

    mona = plan.child.guardianships.get(guardian__name="Mona").guardian
    post(jonas, "withdraw", plan, {"by": str(mona.pk), "what": str(cast.school.pk), "channel": "oral"})
    address = reverse("plans:plan", kwargs={"plan": plan.key})
    assert kari.get(address).status_code == 404
    own = kari.get(reverse("plans:record")).content.decode()
    assert "Fast lekevenn i langfri" in own
    assert "Det er bedre nå" not in own

    post(
        jonas,
        "close",
        plan,
        {
            "reason": cast.guide.codes("close_reason")[0].key,
            "child_words": "Nå har jeg Sara",
            "family_words": "Takk",
        },
    )
    assert "Nå har jeg Sara" in page(jonas, plan)
    post(jonas, "reopen", plan, {"purpose": "Litt til", "level": cast.guide.log_opens_at})
    anew = Plan.objects.get(continues=plan)
    assert anew.status == "draft"

    unknown = address[:-10] + ("A" if address[-10] != "A" else "B") + address[-9:]
    for closed_door in (address, reverse("plans:goal", kwargs={"plan": plan.key})):
        assert bare(amir, closed_door) == bare(amir, unknown)


@pytest.mark.django_db
def test_an_author_shut_out_of_the_plan_is_told_nothing_of_it_and_can_begin_anew(cast: Cast) -> None:
    kari = as_worker(cast.kari)
    plan = open_a_plan(cast, kari)
    opening = reverse("plans:open", kwargs={"note": Concern.objects.get().key})
    assert kari.get(opening).headers["Location"] == reverse("plans:plan", kwargs={"plan": plan.key})
    ask(kari, plan, cast.school.pk)
    ask(kari, plan, cast.clinic.pk)
    post(kari, "offer", plan, {"who": f"{cast.jonas.pk}:{cast.clinic.pk}", "family_wish": "De kjenner Jonas"})
    as_worker(cast.jonas).post(reverse("plans:answer_offer", kwargs={"plan": plan.key}), {"accept": "1"})
    plan.refresh_from_db()
    mona = plan.child.guardianships.get(guardian__name="Mona").guardian
    withdraw(
        plan=plan,
        by=mona,
        service=cast.school,
        channel=ConsentAnswer.Channel.ORAL,
        actor=cast.as_jonas,
        at=now(),
    )
    assert kari.get(reverse("plans:plan", kwargs={"plan": plan.key})).status_code == 404
    answer = kari.get(opening)
    assert (answer.status_code, str(plan.pk) in answer.content.decode()) == (200, False)
    sent = {"born_on": "1999-01-01", "purpose": "En ny begynnelse", "level": cast.guide.log_opens_at}
    assert kari.post(opening, sent).status_code == 302
    anew = Plan.objects.exclude(pk=plan.pk).get()
    assert anew.status == "draft"
    assert anew.child.born_on == date(2017, 3, 3)  # the other plan's to say, since it decides who is asked there
    assert kari.get(opening).headers["Location"] == reverse("plans:plan", kwargs={"plan": anew.key})


@pytest.mark.django_db
def test_a_forgotten_parent_and_a_wrong_number_can_be_mended_after_the_family_is_asked(cast: Cast) -> None:
    kari = as_worker(cast.kari)
    plan = open_a_plan(cast, kari)
    ask(kari, plan, cast.school.pk)
    assert reverse("plans:guardians", kwargs={"plan": plan.key}) in page(kari, plan)
    tie = plan.child.guardianships.get(guardian__name="Per")
    mended = {"phone": "99 88 77 66", "email": "per@hjemme.example", "language": "pl"}
    post(kari, "contact", plan, mended, adult=tie.key)
    per = tie.guardian
    per.refresh_from_db()
    assert (per.name, per.phone, per.email, per.language) == ("Per", "99 88 77 66", "per@hjemme.example", "pl")
    assert AuditEntry.objects.filter(event="worker:person:contact", actor=cast.kari.pk).count() == 1
    there = reverse("plans:contact", kwargs={"plan": plan.key, "adult": tie.key})
    assert as_worker(cast.jonas).get(there).status_code == 404


@pytest.mark.django_db
def test_the_one_asked_to_take_over_sees_all_that_is_open_and_every_day(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast, at=now()), at=now())
    own: dict[str, Any] = {"plan": plan, "actor": cast.as_kari, "at": now(), "information_type": "agreement"}
    goal = add_goal(**own, text="En venn", words_of=Entry.WordsOf.CHILD)
    measures = [
        propose_measure(
            **own,
            goal=goal,
            text=text,
            arena=cast.guide.codes("arena")[0].key,
            evaluate_on=today() + timedelta(days=30),
            responsible=who,
        )
        for text, who in (("Fast lekevenn", cast.kari), ("Samtale hver uke", cast.jonas))
    ]
    kari = as_worker(cast.kari)
    seen = page(kari, plan)
    assert (seen.count("No day is set yet"), seen.count("No meeting is planned yet")) == (0, 1)
    why = reverse("plans:entry", kwargs={"entry": measures[0].entry.key})
    assert seen.count(why) == 1
    back = reverse("plans:plan", kwargs={"plan": plan.key})
    assert [a.text for a in elements(kari.get(why).content.decode(), "a", href=back)] == ["Back to the plan"]
    post(kari, "offer", plan, {"who": f"{cast.jonas.pk}:{cast.clinic.pk}", "family_wish": "De kjenner Jonas"})
    offered = page(as_worker(cast.jonas), plan, "answer_offer")
    open_now = ("Fast lekevenn", "Samtale hver uke", "Jonas, has not said yes yet", "The consent must be given anew")
    assert [min(offered.count(words), 1) for words in open_now] == [1, 1, 1, 1]


@pytest.mark.django_db
def test_an_answer_is_written_down_beside_what_it_covers(cast: Cast) -> None:
    plan = draft(cast, at=now())
    consent = ask_family(plan=plan, scope=scope(cast.school, cast.ppt, at=now()), actor=cast.as_kari, at=now())
    answer = consent.answers.first()
    html = as_worker(cast.kari).get(reverse("plans:answer", kwargs={"plan": plan.key, "answer": answer.key}))
    asked = elements(html.content.decode(), "dt")
    assert [dt.text for dt in asked] == ["Fjordvik skole", "PPT Fjordvik"]
    kind = information_types()["agreement"].name.in_language("en")
    assert [li.text for li in elements(html.content.decode(), "li")].count(kind) == 2
    asking = text_of(page(as_worker(cast.kari), plan)).replace(" ,", ",")
    assert asking.count("Asked about: Fjordvik skole, PPT Fjordvik") == 1


def said(client: Client, plan: Plan) -> str:
    """What the page that answers says was done."""
    return text_of(page(client, plan))


@pytest.mark.django_db
def test_each_yes_is_confirmed_as_what_it_was(cast: Cast) -> None:
    plan = active_plan(cast, at=now())
    kari, jonas = as_worker(cast.kari), as_worker(cast.jonas)
    ask(kari, plan, cast.clinic.pk)
    post(kari, "invite", plan, {"who": f"{cast.jonas.pk}:{cast.clinic.pk}", "task": "Samtaler"})
    jonas.post(reverse("plans:invitation", kwargs={"plan": plan.key}), {"accept": "1"})
    assert said(jonas, plan).count("Your service takes part from now.") == 1
    post(kari, "goal", plan, {"text": "En venn", "words_of": "child", "information_type": "agreement"})
    measure = {
        "goal": str(plan.goals.get().pk),
        "text": "Fast lekevenn",
        "arena": cast.guide.codes("arena")[0].key,
        "responsible": str(cast.kari.pk),
        "evaluate_on": (today() + timedelta(days=30)).isoformat(),
        "information_type": "agreement",
    }
    post(kari, "measure", plan, measure)
    assert said(kari, plan).count("you have taken it on.") == 1
    post(kari, "offer", plan, {"who": f"{cast.jonas.pk}:{cast.clinic.pk}", "family_wish": "De kjenner Jonas"})
    jonas.post(reverse("plans:answer_offer", kwargs={"plan": plan.key}), {"accept": "1"})
    assert said(jonas, plan).count("You hold the baton from now.") == 1
    back = {"by": str(cast.mona.pk), "what": str(cast.school.pk), "channel": "oral"}
    assert post(jonas, "withdraw", plan, back) == reverse("plans:plan", kwargs={"plan": plan.key})
    back = {"by": str(cast.mona.pk), "what": "whole", "channel": "oral"}
    assert post(jonas, "withdraw", plan, back) == reverse("plans:plan", kwargs={"plan": plan.key})  # the last words
