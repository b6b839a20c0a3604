"""How much there is of everything, and where each figure is from. Whole Norway; a smaller size is fewer places.

The totals are those the design is made for (200,000 active plans, 2 million entries, 20,000 workers, ten million looks
a year). How large kindergartens and schools are is public; which services meet in a plan is our own guess, and says so.
"""

from helhet.core.services import ServiceType

PLANS = 200_000
"""Active plans in the country."""
ENTRIES_A_PLAN = 10
"""Mean; from 4 to 16."""
LOOKS_A_PLAN = 50
"""Mean rows of the log a plan, over a year."""
PLANS_A_WORKER = 32
"""Mean plans a worker takes part in: about 20,000 workers in all."""
NOTES = 0.05
"""Private notes of wonder, as a share of the plans. Guess."""

CHILDREN_A_UNIT = {
    ServiceType.KINDERGARTEN: 50,  # about 268,000 in 5,300 kindergartens: SSB, barnehager
    ServiceType.PRIMARY_SCHOOL: 230,  # about 635,000 in 2,750 schools: SSB/Udir, elevar i grunnskolen
    ServiceType.UPPER_SECONDARY: 480,  # about 195,000 in 410 schools: Udir
}
"""Children of its ages for each unit."""
AT_HOME_IN = {
    ServiceType.HEALTH_CLINIC: range(1),
    ServiceType.KINDERGARTEN: range(1, 6),
    ServiceType.PRIMARY_SCHOOL: range(6, 16),
    ServiceType.UPPER_SECONDARY: range(16, 19),
    ServiceType.NAV: range(19, 25),
}
"""The service that opens and holds a plan, by the child's age."""
BESIDE = {
    ServiceType.HEALTH_CLINIC: 0.45,
    ServiceType.PPT: 0.40,
    ServiceType.CHILD_WELFARE: 0.20,
    ServiceType.BUP: 0.15,
    ServiceType.COORDINATING_UNIT: 0.112,
    ServiceType.NAV: 0.10,
    ServiceType.LEISURE_CLUB: 0.08,
}
"""The share of plans each takes part in besides. Guess; makes about two and a half services a plan."""
ONE_WORKER = frozenset({ServiceType.COORDINATING_UNIT})
"""One person does all of it, however much there is: the reader with the most to choose from."""
KEPT_BACK = 0.02
"""The share of plans with something the family keeps back. Guess."""
HIDDEN = 0.005
"""The share of entries hidden from the adults. Guess."""
SHIELDED = 0.004
"""The share of children at a graded address. Guess."""
