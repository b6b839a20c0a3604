"""The closed lists that duties, deadlines and times of keeping are written in (`parameters/`)."""

from helhet.core.law.law_services import ANY, LawService

BODIES = frozenset(
    {
        *LawService, ANY, "after_school", "care_centre", "county", "foster_municipality", "institution", "municipality",
        "private_school", "public_body", "state_child_welfare", "tribunal",
    }
)  # fmt: skip
"""Whom a duty or a deadline binds. A county or a municipality is named where the duty is the whole body's."""

PEOPLE = frozenset({"child", "parent", "party", "pupil"})
"""Whose own deadline it can be: a `party` is whoever the decision is about, or acts for them."""

DUTIES = frozenset(
    {
        "absence", "activity_plan", "adaptation", "aftercare", "benefit", "child_coordinator", "cooperation",
        "cooperation_and_coordination", "coordinating_unit", "coordination_across", "coordinator", "detention",
        "early_support", "feedback", "follow_up", "guidance", "individual_plan", "interpreter", "meeting",
        "next_of_kin", "notify_or_begin", "participation", "prevention_plan", "record", "reform_overview",
        "report_to_child_welfare", "responsibility", "service", "transport",
    }
)  # fmt: skip
"""What a duty is to do."""

OWED_TO = frozenset(
    {
        "child", "family", "institution", "jobseeker", "municipality", "patient", "person", "pupil", "reporter",
        "service_user", "trust", "youth", "youth_in_sanction", ANY,
    }
)  # fmt: skip
"""Whom a duty is for."""

EXTENSIONS = frozenset(
    {
        "court", "fewer_when_good", "many_arrivals", "new_decision", "on_conditions", "ordinary_tribunal",
        "reason_given", "regulation", "sooner_when_serious", "special_case",
    }
)  # fmt: skip
"""What can make a deadline another; the rule's text says how."""

CONSEQUENCES = frozenset({"decision_lapses", "grading_lapses"})
"""What happens by itself when the day has passed."""
