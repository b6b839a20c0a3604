"""Writing in the plan: short, added to and corrected, never overwritten (R20)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.actors import Actor
from helhet.core.doing import Act
from helhet.core.hiding import CHILDS_WISH
from helhet.core.law.regimes import Regime, regime_of_item, regime_of_service
from helhet.core.moments import day_of
from helhet.people.models import Person, Service
from helhet.people.queries import guardianships_of
from helhet.plans.actions.common import feed_entry, locked_for
from helhet.plans.models import Entry, Hiding, Plan
from helhet.plans.queries.find import let_in_by_child_alone


class NotYourWords(PermissionError):
    """Only the service that wrote something can correct or hide it (criterion 20)."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody in the family said; or, with `words` empty, why there are none."""

    words: str = ""
    why_none: str = ""

    @property
    def given(self) -> bool:
        """There are words, or a reason why there are none."""
        return bool(self.words or self.why_none)


@transaction.atomic
def write_entry(
    *,
    plan: Plan,
    kind: Entry.Kind,
    information_type: str,
    text: str,
    actor: Actor,
    at: datetime,
    words_of: Entry.WordsOf = Entry.WordsOf.WRITER,
    speaker: Person | None = None,
    about: Person | None = None,
    third_party: bool = False,
    source: Service | None = None,
) -> Entry:
    """Add something short to the plan, in the name of the actor's service.

    Args:
        about: whom it is about, when not the child: one of the adults, whose own yes it then takes to share it.
        third_party: it also tells something confidential of somebody who is neither.
        source: the service the writer has it from; its rule of secrecy goes along.

    Raises:
        NotYours: not the actor's to write.
        LookupError: about somebody who is not recorded around the child.
    """
    plan = locked_for(Act.WRITE, plan, actor, day_of(at))
    if about is not None and about != plan.child and about not in _adults_around(plan.child):
        raise LookupError("not one of the adults around the child")
    return new_entry(
        plan=plan,
        kind=kind,
        information_type=information_type,
        text=text,
        actor=actor,
        at=at,
        words_of=words_of,
        speaker=speaker,
        about=about,
        third_party=third_party,
        source=source,
    )


@transaction.atomic
def correct_entry(*, entry: Entry, text: str, actor: Actor, at: datetime) -> Entry:
    """Put a new wording beside the old, which stays.

    Raises:
        NotYours: the actor may not write in the plan now.
        NotYourWords: another service wrote it.
    """
    plan = locked_for(Act.WRITE, entry.plan, actor, day_of(at))
    if entry.service_id != actor.service:
        raise NotYourWords
    entry = Entry.objects.of(plan=plan).select_related("speaker", "about", "source").get(pk=entry.pk)
    anew = new_entry(
        plan=plan,
        kind=Entry.Kind(entry.kind),
        information_type=entry.information_type,
        text=text,
        actor=actor,
        at=at,
        words_of=Entry.WordsOf(entry.words_of),
        speaker=entry.speaker,
        about=entry.about,
        third_party=entry.third_party,
        source=entry.source,
        corrects=entry,
    )
    hidden = set(Hiding.objects.of(entry=anew).values_list("hidden_from", flat=True))
    Hiding.objects.bulk_create(
        Hiding(
            municipality_id=entry.municipality_id,
            entry=anew,
            child_id=entry.child_id,
            hidden_from=one.hidden_from,
            person_id=one.person_id,
            reason=one.reason,
            judgement=one.judgement,
            hidden_at=at,
            hidden_by_id=actor.id,
        )
        for one in Hiding.objects.of(entry=entry).filter(lifted_at=None).exclude(hidden_from__in=hidden).order_by("id")
    )
    return anew


def _adults_around(child: Person) -> list[Person]:
    return [tie.guardian for tie in guardianships_of(child)]


def new_entry(
    *,
    plan: Plan,
    kind: Entry.Kind,
    information_type: str,
    text: str,
    actor: Actor,
    at: datetime,
    words_of: Entry.WordsOf = Entry.WordsOf.WRITER,
    speaker: Person | None = None,
    corrects: Entry | None = None,
    about: Person | None = None,
    third_party: bool = False,
    source: Service | None = None,
) -> Entry:
    """The row and its trace, for actions that have already asked whether the actor may.

    What a service writes that is in the plan by the child's own yes alone is the child's from the first moment, and
    bound as the health matter it was let in for: else the parents, and others at work, would learn from it that the
    service is there.
    """
    assert actor.service is not None
    secret = let_in_by_child_alone(plan, actor.service, day_of(at))
    entry = Entry.objects.create(
        municipality_id=plan.municipality_id,
        plan=plan,
        child_id=plan.child_id,
        about=about or plan.child,
        third_party=third_party,
        kind=kind,
        information_type=information_type,
        regime=_bound_by(actor, source, corrects) if secret is None else Regime.HEALTH,
        service_id=actor.service,
        source_id=source.pk if source else actor.service,
        author_id=actor.id,
        written_at=at,
        words_of=words_of,
        speaker=speaker,
        text=text,
        corrects=corrects,
    )
    feed_entry(entry)
    trail.record(Event.ENTRY_WRITTEN, about=entry, actor=actor, at=at, kind=kind, part=information_type)
    if secret is not None:
        Hiding.objects.create(
            municipality_id=plan.municipality_id,
            entry=entry,
            child_id=plan.child_id,
            hidden_from=Hiding.From.GUARDIANS,
            reason=CHILDS_WISH,
            judgement=secret,
            hidden_at=at,
            hidden_by_id=actor.id,
        )
        trail.record(Event.ENTRY_HIDDEN, about=entry, actor=actor, at=at, reason=CHILDS_WISH)
    return entry


def said_entry(said: Said, whose: Entry.WordsOf, *, plan: Plan, kind: Entry.Kind, actor: Actor, at: datetime) -> Entry:
    """What the child or the family said, in their words; or the writer's, about why there are none."""
    return new_entry(
        plan=plan,
        kind=kind,
        information_type="child_voice" if whose == Entry.WordsOf.CHILD else "home",
        text=said.words or said.why_none,
        actor=actor,
        at=at,
        words_of=whose if said.words else Entry.WordsOf.WRITER,
    )


def _bound_by(actor: Actor, source: Service | None, corrects: Entry | None) -> Regime:
    """The strictest rule of secrecy that binds any of it: the writer's, the source's, the old wording's."""
    assert actor.regime is not None
    bound = regime_of_item(actor.regime, regime_of_service(source.service_type) if source else actor.regime)
    return regime_of_item(bound, Regime(corrects.regime)) if corrects else bound
