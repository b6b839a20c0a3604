"""Action guides (handlingsveiledere) as data.

About a hundred municipalities work by the same model with different level names, deadlines, consent ages
and forms. None of that is code: a *guide pack* is one TOML file, `packs/<code>/<version>.toml`, read by
coordinators and executed by the program. A plan is pinned to a pack's version, so a published file is never
edited; a change is a new version.
"""

from helhet.core.guides.errors import GuideError
from helhet.core.guides.model import (
    Clock,
    Code,
    CodeList,
    DecisionBody,
    Form,
    FormField,
    GuidePack,
    Level,
    Reminder,
    Step,
    StepAction,
    Text,
)
from helhet.core.guides.reader import DEFAULT_PACK, PACKS, all_packs, current, load
from helhet.core.guides.rules import RULES

__all__ = [
    "DEFAULT_PACK",
    "PACKS",
    "RULES",
    "Clock",
    "Code",
    "CodeList",
    "DecisionBody",
    "Form",
    "FormField",
    "GuideError",
    "GuidePack",
    "Level",
    "Reminder",
    "Step",
    "StepAction",
    "Text",
    "all_packs",
    "current",
    "load",
]
