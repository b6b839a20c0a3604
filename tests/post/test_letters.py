"""Letters: only that something waits; sent once; a failure is said; nothing to those who are shielded."""

from datetime import datetime
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django_tasks import default_task_backend

from helhet.core.actors import Actor
from helhet.people.models import Person, Worker
from helhet.plans.actions.baton import accept_baton, offer_baton
from helhet.plans.actions.common import tell_family
from helhet.plans.models import Plan
from helhet.post.actions import mark_seen, post_letter
from helhet.post.models import Letter
from helhet.post.tasks import PAUSES, deliver, message
from tests.cast import NOW, Cast, active_plan, after, draft, with_jonas

HOSTILE = "Ella <script>Fjordvik skole</script>\r\nBcc: alle@example.org"


def letter_to(to: Worker | Person, plan: Plan, kind: Letter.Kind = Letter.Kind.NEWS, at: datetime = NOW) -> Letter:
    return post_letter(kind=kind, to=to, about=plan, actor=Actor.system(), at=at)


def run(letter: Letter) -> Letter:
    """The worker takes the letter's task; the letter as it is afterwards."""
    deliver.func(str(letter.municipality_id), str(letter.pk))
    letter.refresh_from_db()
    return letter


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se", "ar", "zz"])
@pytest.mark.parametrize("kind", Letter.Kind.values)
def test_33_a_letter_names_no_child_no_service_and_no_matter(cast: Cast, kind: str, language: str) -> None:
    Person.objects.filter(pk=cast.ella.pk).update(name=HOSTILE)
    cast.ella.refresh_from_db()
    plan = draft(cast)
    cast.jonas.account.language = language[:2]
    cast.jonas.account.save()
    Person.objects.filter(pk=cast.mona.pk).update(language=language)
    cast.mona.refresh_from_db()
    secrets = {
        word.lower()
        for text in (HOSTILE, cast.school.name, cast.clinic.name, plan.purpose, cast.mona.name, cast.jonas.name)
        for word in text.replace("<", " ").replace(">", " ").split()
        if len(word) > 3
    } | {str(plan.pk), str(plan.key), str(cast.ella.pk), cast.school.name.lower(), "plan ", "samtykke", "consent"}
    for to in (cast.jonas, cast.mona):
        made = message(letter_to(to, plan, Letter.Kind(kind)), to.email)
        sent = made.message().as_bytes().decode("utf-8", "replace").lower()
        told = f"{made.subject}\n{made.body}".lower()
        assert sorted(word for word in secrets if word in told) == []
        assert "script" not in sent
        assert "bcc" not in sent
        assert made.recipients() == [to.email]
        assert made.attachments == []
        assert made.subject
        assert "helhet" in told


def test_33_the_same_words_whatever_it_is_about(cast: Cast) -> None:
    one, other = draft(cast), draft(cast)
    texts = {(m.subject, m.body) for m in (message(letter_to(cast.jonas, p), cast.jonas.email) for p in (one, other))}
    assert len(texts) == 1


def test_34_twice_run_it_is_sent_once(cast: Cast) -> None:
    letter = letter_to(cast.jonas, draft(cast))
    sent_at = run(letter).sent_at
    assert sent_at is not None
    assert run(letter).sent_at == sent_at
    assert [m.to for m in mail.outbox] == [[cast.jonas.email]]


def unreachable(self: EmailMessage, *args: Any, **kwargs: Any) -> int:
    raise SMTPServerDisconnected("gone")


def test_34_a_mail_server_that_is_down_is_tried_again_with_growing_pauses_and_then_said_to_have_failed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = letter_to(cast.jonas, draft(cast))
    monkeypatch.setattr(EmailMessage, "send", unreachable)
    default_task_backend.clear()  # type: ignore[attr-defined]
    for attempt in range(1, len(PAUSES) + 1):
        run(letter)
        assert (letter.attempts, letter.failed_at, letter.sent_at) == (attempt, None, None)
    run(letter)
    again = [result.task.run_after for result in default_task_backend.results]  # type: ignore[attr-defined]
    assert len(again) == len(PAUSES)
    assert again == sorted(again)
    assert (letter.failure, letter.sent_at, letter.attempts) == ("not_accepted", None, len(PAUSES) + 1)
    assert letter.failed_at is not None
    monkeypatch.undo()
    run(letter)
    assert mail.outbox == []  # what has failed is not sent behind anyone's back


@pytest.mark.parametrize("address", ["", "jonas@fjordvik.example\nBcc: alle@example.org"])
def test_34_an_address_no_letter_can_carry_is_said_at_once(cast: Cast, address: str) -> None:
    Worker.objects.filter(pk=cast.jonas.pk).update(email=address)
    cast.jonas.refresh_from_db()
    letter = run(letter_to(cast.jonas, draft(cast)))
    assert (letter.failure, letter.sent_at) == ("no_address", None)
    assert mail.outbox == []


def test_34_the_receipt_is_the_receivers_own_and_only_for_what_was_sent(cast: Cast) -> None:
    plan = draft(cast)
    sent, waiting, to_other = (letter_to(who, plan) for who in (cast.jonas, cast.jonas, cast.kari))
    run(sent)
    run(to_other)
    mark_seen(worker=cast.jonas.pk, actor=cast.as_jonas, at=after(1))
    mark_seen(worker=cast.jonas.pk, actor=cast.as_jonas, at=after(2))
    for letter in (sent, waiting, to_other):
        letter.refresh_from_db()
    assert (sent.seen_at, waiting.seen_at, to_other.seen_at) == (after(1), None, None)


def told_by(act: Any) -> list[str]:
    """The family members who got a letter because of an act, by name."""
    before = set(Letter.objects.values_list("pk", flat=True))
    act()
    letters = Letter.objects.exclude(pk__in=before).filter(to_worker=None).select_related("to_person")
    return sorted(letter.to_person.name for letter in letters if letter.to_person)


def test_5_the_family_is_told_of_a_proposed_holder_and_at_once_of_a_new_one(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    offers = []

    def offering() -> None:
        offers.append(offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW))

    assert told_by(offering) == ["Mona", "Per"]
    assert told_by(lambda: accept_baton(offer=offers[0], actor=cast.as_jonas, at=after(1))) == ["Mona", "Per"]


def test_5_from_15_the_young_person_is_told_too_and_from_18_only_the_young_person(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    Person.objects.filter(pk=cast.ella.pk).update(email="ella@hjemme.example")
    plan.refresh_from_db()
    day_by_age = {age: NOW.replace(year=2017 + age, month=6) for age in (9, 14, 15, 17, 18)}  # born in March 2017
    told = {age: told_by(lambda at=at: tell_family(plan, actor=cast.as_kari, at=at)) for age, at in day_by_age.items()}
    assert told == {
        9: ["Mona", "Per"],
        14: ["Mona", "Per"],
        15: ["Ella", "Mona", "Per"],
        17: ["Ella", "Mona", "Per"],
        18: ["Ella"],
    }


@pytest.mark.parametrize("protection", ["confidential", "strict"])
def test_33_nothing_is_sent_to_a_shielded_family(cast: Cast, protection: str) -> None:
    plan = with_jonas(cast, active_plan(cast))
    Person.objects.filter(pk=cast.ella.pk).update(protection=protection)

    def offering() -> None:
        offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)

    assert told_by(offering) == []


def test_33_nor_to_a_shielded_parent(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    Person.objects.filter(pk=cast.mona.pk).update(protection="strict")

    def offering() -> None:
        offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)

    assert told_by(offering) == ["Per"]
