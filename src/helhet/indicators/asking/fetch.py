"""Ask a service for the file of a recipe. `[ask]` in the recipe says which service, which table and which selection."""

from collections.abc import Mapping
from typing import Any

from helhet.indicators.asking.fhi import BASE as FHI
from helhet.indicators.asking.fhi import Fhi, Filter
from helhet.indicators.asking.polite import Polite
from helhet.indicators.asking.pxweb import V1, V2, PxWebV1, PxWebV2, Selection
from helhet.indicators.reading.recipe import Recipe
from helhet.indicators.refused import Refused

SERVICES = ("pxweb-v2", "pxweb-v1", "fhi")


def fetch(recipe: Recipe, polite: Polite) -> bytes:
    """The answer, unread. Raises NotAnswered when the service refuses, Refused when the table has changed."""
    service, table = recipe.ask.get("service"), str(recipe.ask.get("table", ""))
    if service not in SERVICES or not table:
        raise Refused(recipe.code, 0, f"ask to name a table and one of the services {', '.join(SERVICES)}")
    selections: Mapping[str, Any] = recipe.ask.get("select", {})
    if service == "fhi":
        filters = [Filter(name, one["filter"], tuple(one["values"])) for name, one in selections.items()]
        return Fhi(polite, base=recipe.ask.get("base", FHI)).data(int(table), filters)
    lists: Mapping[str, str] = recipe.ask.get("codelists", {})
    asked = [Selection(name, tuple(values), lists.get(name, "")) for name, values in selections.items()]
    if service == "pxweb-v1":
        return PxWebV1(polite, recipe.ask.get("base", V1)).data(table, asked)
    return PxWebV2(polite, recipe.ask.get("base", V2)).data(table, asked)
