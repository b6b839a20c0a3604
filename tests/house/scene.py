"""One scene with something behind every address: Kari holds Ella's plan, Jonas takes part, PPT is asked about."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client

from helhet.access.models import ConsentAnswer
from helhet.audit.sealing.key import new_key
from helhet.audit.sealing.sealer import seal_log
from helhet.concerns.actions import record_report, write_note
from helhet.core import guides
from helhet.core.actors import Actor
from helhet.core.deadlock import Cause
from helhet.core.flow import newest_counted
from helhet.core.texts import Text
from helhet.flow.actions import release_flow
from helhet.library.actions import Content, Words, load_item
from helhet.library.models import Version as LibraryVersion
from helhet.measures.kinds import Kind
from helhet.measures.models import KnownMeasure
from helhet.newsletter.actions import ask_to_look_over, begin_issue, send_issue
from helhet.newsletter.models import Issue
from helhet.people.models import Account, Guardianship, Person, Worker
from helhet.plans.actions.deadlock import Case, raise_deadlock
from helhet.plans.actions.disclosing import disclose
from helhet.plans.actions.meetings import plan_meeting
from helhet.plans.actions.opening import ask_family
from helhet.plans.actions.work import add_goal, propose_measure
from helhet.plans.actions.writing import Said
from helhet.plans.models import Entry, Meeting
from tests.cast import NOW, TODAY, Cast, active_plan, assemble, scope, with_jonas

SOON = TODAY + timedelta(days=30)


@dataclass(frozen=True)
class Scene:
    """Who can be signed in, and what an address can name."""

    people: dict[str, Account | None]
    named: dict[str, Any]
    """What stands for each part of an address, by the part's own name."""

    def browser(self, who: str) -> Client:
        """A browser with this person signed in, or nobody."""
        client = Client(headers={"accept-language": "nb"})
        account = self.people[who]
        if account is not None:
            client.force_login(account)
        return client


def set_scene() -> Scene:
    """Put everything in place."""
    guide = guides.current("levels-0-3", TODAY)
    cast = assemble(guide)
    note = write_note(
        service=cast.school,
        municipality=cast.fjordvik,
        child_name="Ella",
        guide=guide,
        answers={"acute": "no", "saw_heard": "Satt alene."},
        actor=cast.as_kari,
        at=NOW,
    )
    report = record_report(concern=note, sent_on=date(2026, 11, 20), actor=cast.as_kari, at=NOW)
    plan = with_jonas(cast, active_plan(cast))
    own: dict[str, Any] = {"plan": plan, "actor": cast.as_kari, "at": NOW}
    goal = add_goal(**own, text="En venn", information_type="school", words_of=Entry.WordsOf.CHILD)
    measure = propose_measure(
        **own,
        goal=goal,
        text="Samtale hver uke",
        information_type="school",
        arena=guide.codes("arena")[0].key,
        evaluate_on=SOON,
        responsible=cast.jonas,
    )
    plan_meeting(**own, kind=Meeting.Kind.EVALUATION, held_on=SOON, asks_child=cast.kari)
    stuck = raise_deadlock(
        **own, cause=Cause.NO_HELP, case=Case("Ingen tar det", Said("Vi trenger hjelp"), Said(why_none="På reise"))
    )
    asked = ask_family(**own, scope=scope(cast.ppt))
    disclosure = disclose(
        **own, entries=[goal.entry], to_service=cast.ppt, to_worker=cast.pia, rule="WO-FVL67-13B-5",
        purpose="Syn", necessity="Må vite om Ella ser tavla", not_told_reason="På reise",
    )  # fmt: skip
    answer = ConsentAnswer.objects.of(consent=asked).order_by("giver__name").first()
    half = newest_counted(TODAY)
    release_flow(organisation=cast.fjordvik, half=half, actor=Actor.system(), at=NOW)
    issue = a_sent_issue(cast)
    version = library_item(issue.slug)
    seal_log(key=new_key("helhet.fjordvik.example"), at=NOW)
    return Scene(
        people={
            "nobody": None,
            "Kari": cast.kari.account,
            "Jonas": cast.jonas.account,
            "Nils": cast.nils.account,
            "Rektor": cast.rektor.account,
            "Amir": cast.amir.account,
            "Mona": account_of(cast.mona),
            "placeless": account_of_placeless(cast),
        },
        named={
            "note": note.key,
            "report": report.pk,
            "plan": plan.key,
            "deadlock": stuck.key,
            "municipality": cast.fjordvik.pk,
            "measure": measure.key,
            "answer": answer.key,
            "entry": goal.entry.key,
            "disclosure": disclosure.pk,
            "membership": cast.nils.memberships.get().pk,
            "worker": cast.kari.pk,
            "person": cast.mona.key,
            "adult": Guardianship.objects.of(child=cast.ella).get(guardian=cast.mona).key,
            "year": half.year,
            "half": half.half,
            "text": version.pk,
            "item": version.item.pk,
            "picture": version.pk,
            "code": guide.code,
            "version": guide.version,
            "known": known_measure("godt-tiltak").key,
            "path": "choosing-measures",
            "step": "find",
            "token": "x" * 43,
            "issue": issue.pk,
            "slug": issue.slug,
            "feedback": uuid4(),
            "challenge": uuid4(),
            "above": uuid4(),
            "part": uuid4(),
            "kind": "challenge",
            "thread": uuid4(),
            "number": 1,
            "place": "5001",
            "town": cast.fjordvik.code,
            "indicator": "bullied",
            "ask": "child-coordinator",
            "body": "helsestasjon",
        },
    )


def known_measure(key: str, **rest: Any) -> KnownMeasure:
    """A measure in the register."""
    said = Text(nb=key, nn=key, en=key)
    about: dict[str, Any] = {
        "kind": Kind.MEASURE,
        "name": said,
        "aim": said,
        "levels": ["universal"],
        "topics": ["school"],
        "settings": ["school"],
        "first_age": 0,
        "last_age": 24,
        "source": "https://register.example/",
        "checked_on": TODAY,
    }
    return KnownMeasure.objects.create(key=key, **about | rest)


def a_sent_issue(cast: Cast) -> Issue:
    """A newsletter anybody may read."""
    issue = begin_issue(subject="Nytt", body="Hei", language="nb", topics=["rights"], actor=cast.as_kari, at=NOW)
    ask_to_look_over(issue=issue, version=1, actor=cast.as_kari, at=NOW)
    return send_issue(issue=issue, version=1, actor=cast.as_nils, at=NOW)


def library_item(slug: str) -> LibraryVersion:
    """Something anybody may read, as it comes with the program."""
    words = {"nb": Words(title="Søvn", summary="Om søvn.")}
    load_item(slug=slug, content=Content({"kind": "article"}, words), review_on=SOON, actor=Actor.system(), at=NOW)
    return LibraryVersion.objects.select_related("item").get(item__slug=slug)


def account_of(person: Person) -> Account:
    """A way in for somebody in the family."""
    person.account = Account.objects.create(key=f"family-{person.name.lower()}")
    person.save(update_fields=["account"])
    return person.account


def account_of_placeless(cast: Cast) -> Account:
    """A worker who has left their only service."""
    account = Account.objects.create(key="sluttet")
    gone = Worker.objects.create(account=account, name="Siri", title="lærer", email="siri@fjordvik.example")
    gone.memberships.create(service=cast.school, since_on=date(2020, 8, 1), ended_on=TODAY, ended_by=cast.rektor.pk)
    return account
