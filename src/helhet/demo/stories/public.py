"""What anybody may read has a life too: a newsletter with readers, and readers who have said what was missing."""

from datetime import timedelta

from helhet.core.actors import Actor, ActorKind
from helhet.core.moments import day_of
from helhet.demo.stage import Stage
from helhet.feedback.actions import reply, say_found, write_feedback
from helhet.feedback.models import Reply
from helhet.feedback.pages import Page
from helhet.newsletter.actions import ask_to_look_over, ask_to_subscribe, begin_issue, confirm, make_link, send_issue
from helhet.newsletter.models import SignUp

READERS = (
    ("mona.leser@hjemme.example", "nb", ("rights", "helhet")),
    ("heime.lesar@heime.example", "nn", ("rights", "knowledge")),
    ("head.of.services@nesvik.example", "en", ("figures", "together", "knowledge")),
    ("oppvekstsjef@fjordvik.example", "nb", ("figures", "together")),
)
SENT = """\
## Hvem bestemmer når?

Aldersgrensene er ikke de samme overalt. Vi har samlet dem, med paragraf og kilde, slik at du slipper å lete.

- Handlingsveilederne viser hva de som jobber rundt barnet gjør, steg for steg.
- Hver frist står med hva den bygger på: lov, mål eller bare vanlig praksis.

Begynn med [handlingsveilederne](/nb/guides/).

## Si fra når noe mangler

Nederst på hver side kan du si om du fant det du lette etter. Vi leser alt, og viser hva som er endret på
[en egen side](/nb/feedback/changed/).
"""
DRAFT = """\
## Ett møte færre

Nesvik har latt skolen, helsestasjonen og PPT ha samme møte om samme barn. Familien forteller det én gang.

1. De spør familien om hvem som skal med.
2. Én holder stafettpinnen fra første dag.
3. Etter seks uker ser de på hva som har hjulpet.
"""


def newsletter_and_readers(stage: Stage) -> None:
    """One issue is sent, one waits for Torstein, and readers have missed something in the action guides."""
    eirin, torstein = (Actor(kind=ActorKind.WORKER, id=stage.workers[who].pk) for who in ("eirin", "torstein"))
    for address, language, topics in READERS:
        at = stage.ago(20)
        ask_to_subscribe(address=address, topics=topics, language=language, actor=Actor.reader(), at=at)
        asked = SignUp.objects.get()
        token = make_link(sign_up=asked, actor=Actor.system(), at=at)
        confirm(token=token, topics=topics, actor=Actor.reader(), at=at + timedelta(minutes=10))

    sent = begin_issue(
        subject="Hvem bestemmer når? Aldersgrensene samlet",
        body=SENT,
        language="nb",
        topics=["rights", "helhet"],
        actor=eirin,
        at=stage.ago(9),
    )
    ask_to_look_over(issue=sent, version=1, actor=eirin, at=stage.ago(9))
    send_issue(issue=sent, version=1, actor=torstein, at=stage.ago(8))
    draft = begin_issue(
        subject="Slik gjorde Nesvik: ett møte færre",
        body=DRAFT,
        language="nb",
        topics=["together", "knowledge"],
        actor=eirin,
        at=stage.ago(1),
    )
    ask_to_look_over(issue=draft, version=1, actor=eirin, at=stage.ago(1))

    guides = Page("/guides/", "nb")
    for days, words in ((15, "Hva betyr nivå 2?"), (4, "Fant ikke noe om NAV."), (2, "Går det an å skrive ut alt?")):
        on = day_of(stage.ago(days))
        say_found(page=guides, found=False, actor=Actor.reader(), on=on)
        said = write_feedback(page=guides, found=False, words=words, actor=Actor.reader(), on=on)
        if days == 15:
            reply(
                to=said,
                outcome=Reply.Outcome.CHANGED,
                text="Hvert nivå har fått en setning som sier hva det betyr for familien.",
                language="nb",
                public=True,
                actor=eirin,
                at=stage.ago(12),
            )
    for _ in range(11):
        say_found(page=guides, found=True, actor=Actor.reader(), on=day_of(stage.ago(3)))
