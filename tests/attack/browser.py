"""A browser, as somebody who is honestly signed in has one."""

from django.test import Client
from django.urls import reverse

from helhet.people.models import Account, Person, Worker
from helhet.plans.models import Entry, Plan


def browser_of(who: Worker | Person) -> Client:
    """Somebody signed in. A fault of ours is answered as it would be: 500."""
    if isinstance(who, Worker):
        account = who.account
    else:
        account, _ = Account.objects.get_or_create(key=f"family-{who.pk}")
        Person.objects.filter(pk=who.pk, municipality=who.municipality_id).update(account=account)
    client = Client(headers={"accept-language": "en"}, raise_request_exception=False)
    client.force_login(account)
    return client


def address(name: str, plan: Plan, **kwargs: object) -> str:
    """A page of one plan."""
    return reverse(f"plans:{name}", kwargs={"plan": plan.key, **kwargs})


def entry_address(entry: Entry) -> str:
    """The page of one entry."""
    return reverse("plans:entry", kwargs={"entry": entry.key})
