"""The working rules of the model, by number, as municipalities have written them in their guides.

A required field of a form must name the rule that demands it: what no rule asks for, nobody must fill in.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

RULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "R1": "The holder keeps the baton until a new holder has received and accepted it.",
        "R2": "It is always clear who the holder is.",
        "R3": "A worry is decided upon within the days the guide gives, from what was seen and heard.",
        "R4": "No log without consent: informed, voluntary, documented; written preferred, oral recorded.",
        "R5": "A separate consent when a service joins, and when another service takes over responsibility.",
        "R6": "A new consent at every transition.",
        "R7": "Consent is given to a service, not to a named employee.",
        "R8": "That consent was not given is recorded in the service's own record, and nowhere else.",
        "R9": "Consent is withdrawn orally or in writing at any time; matters and persons may be excepted.",
        "R10": "Consent ends by date; the holder asks for a new one.",
        "R11": "Each measure has one responsible person and a date for evaluation.",
        "R12": "The evaluation date is set before the planning meeting ends.",
        "R13": "Someone is named to hear the child before the evaluation.",
        "R14": "Having referred or reported does not release: services work at once, not in stages.",
        "R15": "A chosen individual plan closes the log or continues it; the guide says which.",
        "R16": "A family without the digital log gets the same process on paper or by word of mouth.",
        "R17": "The reason for closing is documented, and the log goes to the archive.",
        "R18": "What must be archived is kept even if the log ends.",
        "R19": "The log is not a health record; health personnel also write in their own.",
        "R20": "The log is short: what was agreed, not a record of everything.",
        "R21": "A talk between services without the family is within the consent, and the family can see it.",
        "R22": "Child welfare looks at a report within a week and answers the reporter within three.",
        "R23": "Kindergarten to school is prepared the year before, by what the parents agreed to share.",
        "R24": "At a change of school both homes agree on the text, and the agreement ends by date.",
        "R25": "Anyone may call a joint meeting, and those who are called come within three weeks.",
        "R26": "Acute first: suspected violence, abuse or serious neglect goes to child welfare or "
        "the police, before anything is said to the parents.",
    }
)
