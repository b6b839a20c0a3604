"""`import_indicators`: take in the published files that come with the project, or one of your own with its recipe."""

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from helhet.core.moments import day_of
from helhet.indicators.actions import DATA, Taken, carried_recipes, not_had, superseded, take_in
from helhet.indicators.asking.fetch import fetch
from helhet.indicators.asking.polite import NotAnswered, Polite, client
from helhet.indicators.models import Import
from helhet.indicators.places import map_of
from helhet.indicators.reading.recipe import Recipe, read_recipe
from helhet.indicators.refused import Refused
from helhet.web.clock import now

WIDTH = 30


class Command(BaseCommand):
    help = "Take in published figures; safe to run again, and a refused file leaves what is shown as it was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--recipe", type=Path, help="a recipe of your own (TOML); without it, all that are carried")
        parser.add_argument("--file", type=Path, help="the file it is for; without it, the one named in the recipe")
        parser.add_argument("--fetch", action="store_true", help="ask the services named in the recipes of data/online")

    def handle(self, *args: Any, **options: Any) -> None:
        at = now()
        target = map_of(day_of(at))
        folder = options["recipe"].parent if options["recipe"] else DATA / "online" if options["fetch"] else DATA
        try:
            recipes = [read_recipe(options["recipe"])] if options["recipe"] else list(carried_recipes(folder))
        except Refused as error:
            raise CommandError(str(error)) from error
        if options["file"] and not options["recipe"]:
            raise CommandError("--file needs the --recipe it is for")
        if options["file"]:
            recipes = [replace(one, file=options["file"].name) for one in recipes]
        gone = superseded() if folder == DATA else frozenset()
        recipes = [one for one in recipes if one.code not in gone]
        refused: list[Taken] = []
        with client() as http:
            polite = Polite(http)
            for done, recipe in enumerate(recipes, start=1):
                self.progress(done, len(recipes), recipe)
                try:
                    path = options["file"] or folder / recipe.file
                    content = fetch(recipe, polite) if options["fetch"] else self.content(path)
                    taken = take_in(recipe, content, at=at, target=target)
                except (NotAnswered, Refused) as error:
                    taken = not_had(recipe, str(error), at=at)
                if taken.outcome == Import.Outcome.REFUSED:
                    refused.append(taken)
                elif options["verbosity"] > 0:
                    told = f"{taken.outcome.value}, {taken.rows} rows, {taken.figures} figures"
                    self.stdout.write(f"{taken.recipe}: {told}")
        for taken in refused:
            self.stderr.write(f"{taken.recipe}: refused. {taken.reason}")
        if refused:
            raise CommandError(f"{len(refused)} of {len(recipes)} files were refused; what was shown before stays")

    def content(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path.name} cannot be read: {error.strerror}") from error

    def progress(self, done: int, of: int, recipe: Recipe) -> None:
        """A bar on a terminal; nothing where the output is a file."""
        if self.stderr.isatty():
            bar = "█" * (WIDTH * done // of)
            self.stderr.write(f"\r{bar:░<{WIDTH}} {done} of {of}  {recipe.code:<40}", ending="\n" if done == of else "")
