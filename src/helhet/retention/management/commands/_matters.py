"""What the commands about one matter have in common: which it is, and who does it."""

from argparse import ArgumentParser

from django.core.management.base import CommandError

from helhet.core.actors import Actor, ActorKind
from helhet.people.keys import Key
from helhet.people.models import Worker
from helhet.retention.models import MatterKind
from helhet.retention.queries.matters import Matter, NoSuchMatter, matter_at, worker_with


def add_matter(parser: ArgumentParser) -> None:
    """The arguments that name a matter and whoever decides about it."""
    parser.add_argument("matter", help="as `retention` shows it: plan:KEY or concern:KEY, the key as in its address")
    parser.add_argument("--by", required=True, metavar="ACCOUNT", help="the employee who decided it, by their account")


def matter_in(options: dict[str, str]) -> Matter:
    """The matter that is named; kind and key in one word, as a key can begin like an option. Raises CommandError."""
    kind, _, key = options["matter"].partition(":")
    try:
        return matter_at(MatterKind(kind), Key.parse(key))
    except NoSuchMatter as error:
        raise CommandError(str(error)) from None
    except ValueError:
        raise CommandError(f"{options['matter']} names no plan and no note") from None


def whoever_decided(options: dict[str, str]) -> Actor:
    """The employee who is named. Raises CommandError."""
    try:
        return Actor(kind=ActorKind.WORKER, id=worker_with(options["by"]).pk)
    except Worker.DoesNotExist:
        raise CommandError(f"no employee has the account {options['by']}") from None
