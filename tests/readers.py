"""Those who read and write what anybody may read: a reader nobody knows, Eirin who edits, Torstein who publishes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client

from helhet.people.models import Appointment, Organisation, Worker
from tests.cast import NOW, worker
from tests.web.markup import elements


@dataclass
class Editors:
    """Each with their tasks."""

    eirin: Worker
    torstein: Worker


def appoint() -> Editors:
    """Eirin edits, Torstein edits and publishes; neither works in any service."""
    state = Organisation.objects.create(kind="state", code="9999", name="Redaksjonen", short_name="Redaksjonen")
    found = Editors(worker("Eirin", title="redaktør"), worker("Torstein", title="ansvarlig redaktør"))
    tasks = [(found.eirin, "editor"), (found.torstein, "editor"), (found.torstein, "publisher")]
    for who, role in tasks:
        Appointment.objects.create(worker=who, organisation=state, role=role, since_on=date(2020, 8, 1))
    return found


def at_desk(who: Worker) -> Client:
    """A browser in which an editor is signed in."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(who.account)
    return client


class Reader:
    """Somebody with a browser, in English, and time to read a page before they answer."""

    def __init__(self, monkeypatch: Any, at: datetime = NOW) -> None:
        self.patch, self.at = monkeypatch, at
        self.browser = Client(headers={"accept-language": "en"})
        self.wait(timedelta())

    def wait(self, time: timedelta) -> None:
        """Some time goes by."""
        self.at += time
        moment = self.at
        self.patch.setattr("django.utils.timezone.now", lambda: moment)

    def fill(self, page: str, answers: dict[str, Any], *, to: str = "", seconds: float = 20, **more: Any) -> Any:
        """Open a page, read it for a while, and send its form with these answers."""
        html = self.browser.get(page).content.decode()
        (stamp,) = elements(html, "input", name="stamp")
        self.wait(timedelta(seconds=seconds))
        return self.browser.post(to or page, {"stamp": stamp["value"], "website": ""} | answers, **more)

    def press(self, page: str, answer: str, **more: Any) -> Any:
        """Press yes or no at the foot of a page."""
        return self.fill(page, {"page": page, "found": answer} | more, to="/en/feedback/found/")
