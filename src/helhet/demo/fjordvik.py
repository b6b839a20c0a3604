"""Fjordvik: a municipality that does not exist, with the people and the stories a newcomer tries Helhet on."""

from datetime import datetime, time

from django.db import transaction

from helhet.core.actors import Actor
from helhet.core.flow import newest_counted
from helhet.core.guides import DEFAULT_PACK
from helhet.core.moments import NORWAY, day_of
from helhet.demo.safety import check_data
from helhet.demo.stage import Stage, build_stage
from helhet.demo.stories import law, notes, past, priorities, public, school, sick_leave, small, young
from helhet.flow.actions import release_flow
from helhet.flow.tasks import count_what_is_over
from helhet.library.seed.load import load_library
from helhet.measures.registry.load import load_register
from helhet.people.models import Organisation
from helhet.people.registry.load import load_registry
from helhet.vault.router import KEYS
from helhet.vault.unit import unit_of_work

STORIES = (
    past.half_year_that_is_over,  # first, so that its letters are the oldest
    small.boy_4_with_two_homes,
    school.girl_9_who_stays_at_home,
    young.boy_13_on_to_a_new_school,
    young.girl_who_turns_15_tomorrow,
    young.boy_17_soon_of_age,
    young.woman_20_in_aftercare,
    young.pregnant_at_19,
    small.child_at_a_shielded_address,
    small.family_that_says_no_to_the_screen,
    school.family_with_many_helpers,
    sick_leave.seven_batons_on_sick_leave,
    notes.acute_note,
    law.boy_13_told_of_without_a_yes,
    law.girl_7_in_foster_care,
    law.girl_14_asked_alone,
    # And what a working day also holds.
    school.girl_whose_baton_is_offered_to_kari,
    school.boy_whose_first_measure_is_due_today,
    school.girl_whose_father_has_not_answered,
    school.boy_whose_goals_are_met,
    young.boy_whose_family_took_the_consent_back,
    notes.shared_note,
    notes.overdue_note,
    public.newsletter_and_readers,
    priorities.what_fjordvik_puts_first,
)


def is_loaded() -> bool:
    """Whether the database has the demo in it."""
    return Organisation.objects.filter(demo=True).exists()


@transaction.atomic
@transaction.atomic(using=KEYS)
@unit_of_work()
def load_fjordvik(*, at: datetime) -> None:
    """Fill an empty database with Fjordvik as it stands at this moment: everything, or nothing at all.

    All that has happened is told by the same actions people use, at moments before `at`.

    Raises:
        Unsafe: there are people in the database who are not the demo's.
    """
    check_data()
    load_registry()
    load_register()
    load_library(at=at)
    stage = build_stage(at=at, pack=DEFAULT_PACK)
    for story in STORIES:
        story(stage)
    _count(stage)
    check_data()


def _count(stage: Stage) -> None:
    """The half-year that is over, and the one before it as it was counted then."""
    before = newest_counted(day_of(stage.now)).previous
    made_at = datetime.combine(before.counted_from, time(6, 0), NORWAY)
    release_flow(organisation=stage.organisations["fjordvik"], half=before, actor=Actor.system(), at=made_at)
    count_what_is_over(at=stage.now)
