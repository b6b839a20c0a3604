"""`./run norway [share]`: make the synthetic Norway, or go on where it was stopped.

One municipality at a time, each in one transaction: what is begun and not ended leaves nothing behind.
"""

from argparse import ArgumentParser
from datetime import date
from uuid import UUID

from tqdm import tqdm  # type: ignore[import-untyped]

from helhet.config.start import set_up

SEED = 2026


def main() -> None:
    """Fill the database Django is set up with."""
    parser = ArgumentParser(prog="norway", description="a synthetic Norway, whole or a share of it")
    parser.add_argument("share", type=float, help="share of the country, above 0 and at most 1")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--on", type=date.fromisoformat, required=True, help="the day it is made for")
    asked = parser.parse_args()
    if not 0 < asked.share <= 1:
        parser.error("the share is above 0 and at most 1")
    set_up()
    fill(asked.share, seed=asked.seed, on=asked.on)


def fill(share: float, *, seed: int, on: date) -> None:
    """Migrate, lay the registry, and load what is not there yet."""
    from django.core.management import call_command
    from django.db import connection, transaction

    from bench.norway.bulk import fast
    from bench.norway.children import Municipality
    from bench.norway.country import places, settle
    from helhet.audit.sealing.key import new_key
    from helhet.audit.sealing.sealer import seal_log
    from helhet.core import guides
    from helhet.people.models import Person, Service
    from helhet.people.registry.load import load_registry
    from helhet.vault.models import ChildKey
    from helhet.vault.router import KEYS, ROOM
    from helhet.web.clock import now

    call_command("migrate", ROOM, database=KEYS, verbosity=0, interactive=False)
    call_command("migrate", verbosity=0, interactive=False)
    taken = places(share, seed)
    with transaction.atomic():
        load_registry()
        known = settle(taken, seed=seed, on=on)
        if not Service.objects.exists():
            known.write()
    guide = guides.current("levels-0-3", on)
    with fast(), tqdm(total=sum(one.plans for one in taken), unit=" plans") as bar:
        for place in taken:
            if Person.objects.filter(municipality=UUID(place.id)).exists():
                bar.update(place.plans)
                continue
            ChildKey.objects.filter(municipality=UUID(place.id)).delete()  # of one that was stopped
            with transaction.atomic():
                here = Municipality(place, guide=guide, seed=seed, on=on)
                for made in here.plans():
                    here.write()
                    bar.update(made)
    print("sealing the log")
    seal_log(key=new_key("norway.example"), at=now(), late=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
