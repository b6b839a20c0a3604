"""What every guide pack that comes with Helhet keeps, whatever its levels are called."""

import re
from collections.abc import Callable

import pytest

from helhet.core.guides import RULES, GuidePack, StepAction, all_packs, load
from helhet.core.guides.checks import texts_of
from helhet.core.services import ServiceType

PACKS = all_packs()

# Words a writer of one form of Norwegian does not use; a text that holds one was written in the other.
BOKMAL_ONLY = "ikke|jeg|hva|hvem|hvordan|hvorfor|hvor|noe|noen|fra|mer|bare|også|sammen|uke|skole|skolen|hjemme|være"
NYNORSK_ONLY = "ikkje|eg|kva|kven|korleis|kvifor|noko|nokon|frå|meir|berre|òg|saman|veke|skule|skulen|heime|vere"

every_pack = pytest.mark.parametrize("pack", PACKS, ids=lambda pack: f"{pack.code}-{pack.version}")


def test_two_ways_of_working_come_with_the_program() -> None:
    assert [(pack.code, pack.version) for pack in PACKS] == [("levels-0-3", 1), ("levels-a-c", 1)]


@every_pack
def test_at_each_level_each_service_opens_a_guide_with_something_to_do(pack: GuidePack) -> None:
    empty = [
        (level.code, service)
        for level in pack.levels
        for service in ServiceType
        if not pack.steps_for(level.code, service)
    ]
    assert empty == []


@every_pack
def test_the_program_can_do_each_step_and_each_thing_it_can_do_has_a_step(pack: GuidePack) -> None:
    assert {step.action for step in pack.steps} == set(StepAction)


@every_pack
def test_at_each_level_of_plan_each_service_finds_the_whole_round(pack: GuidePack) -> None:
    round_ = (
        "consent.record",
        "goal.add",
        "measure.add",
        "meeting.plan",
        "evaluation.conclude",
        "plan.close",
    )
    missing = [
        (level.code, service, action)
        for level in pack.plan_levels
        for service in ServiceType
        for action in round_
        if not pack.steps_for(level.code, service, action)
    ]
    assert missing == []


@every_pack
def test_guides_of_services_differ_from_each_other(pack: GuidePack) -> None:
    own = ("kindergarten", "primary_school", "health_clinic", "child_welfare", "nav", "ppt", "bup")
    guides = {
        service: [step.key for level in pack.levels for step in pack.steps_for(level.code, ServiceType(service))]
        for service in own
    }
    assert len({tuple(guide) for guide in guides.values()}) == len(own)


@every_pack
def test_acute_is_the_first_step_and_the_first_question_for_everyone(pack: GuidePack) -> None:
    first_steps = {pack.steps_for(pack.wonder_level.code, service)[0].key for service in ServiceType}
    assert (first_steps, pack.form("concern").fields[0].key) == ({"acute"}, "acute")


@every_pack
def test_whoever_offers_the_baton_is_told_what_the_holder_is_not_responsible_for(pack: GuidePack) -> None:
    helps = [step.help.en for step in pack.steps if step.action == StepAction.BATON_OFFER]
    assert [bool(re.search(r"is not|does not|are not", text)) for text in helps] == [True] * len(helps)


@every_pack
def test_whoever_invites_is_told_that_referring_does_not_release(pack: GuidePack) -> None:
    helps = [step.help.en for step in pack.steps if step.action == StepAction.SERVICE_INVITE]
    assert [bool(re.search(r"not release|remains responsible", text)) for text in helps] == [True] * len(helps)


@every_pack
def test_each_required_field_names_the_rule_that_demands_it_and_they_are_nine_at_most(
    pack: GuidePack,
) -> None:
    required = [field for form in pack.forms for field in form.fields if field.required]
    assert [field.key for field in required if field.rule not in RULES] == []
    assert len(required) <= 9


@every_pack
def test_the_meeting_has_six_points(pack: GuidePack) -> None:
    assert [field.label.en[:2] for field in pack.form("meeting").fields] == [
        "1.",
        "2.",
        "3.",
        "4.",
        "5.",
        "6.",
    ]


@every_pack
def test_not_asking_the_child_by_an_adults_judgement_takes_words(pack: GuidePack) -> None:
    assert pack.code_in("child_not_asked_reason", "adult_judgement").needs_words is True


@every_pack
def test_each_form_of_norwegian_is_written_as_itself(pack: GuidePack) -> None:
    mixed = [
        (place, text)
        for place, text in texts_of(pack)
        if re.search(rf"\b({BOKMAL_ONLY})\b", text.nn, re.IGNORECASE)
        or re.search(rf"\b({NYNORSK_ONLY})\b", text.nb, re.IGNORECASE)
    ]
    assert mixed == []


@every_pack
def test_longer_texts_are_not_one_language_pasted_into_another(pack: GuidePack) -> None:
    same = [
        (place, text.nb)
        for place, text in texts_of(pack)
        if text.nb == text.en or (len(text.nb.split()) > 12 and text.nb == text.nn)
    ]
    assert same == []


@every_pack
def test_no_text_blames_a_family_for_saying_no(pack: GuidePack) -> None:
    words = re.compile(r"nekt|motvillig|motviljug|uvillig|refus", re.IGNORECASE)
    assert [text for _, text in texts_of(pack) if words.search(text.nb + text.nn + text.en)] == []


def test_a_plan_goes_up_and_down_between_its_levels_but_never_back_to_a_wonder() -> None:
    pack = load("levels-0-3", 1)
    assert [level.code for level in pack.plan_levels] == ["1", "2", "3"]
    assert [getattr(pack.level_above(code), "code", None) for code in "0123"] == ["1", "2", "3", None]
    assert [getattr(pack.level_below(code), "code", None) for code in "0123"] == [None, None, "1", "2"]


def test_steps_come_in_the_order_written_the_services_own_among_those_for_all() -> None:
    pack = load("levels-0-3", 1)
    steps = pack.steps_for("1", ServiceType.KINDERGARTEN, "measure.add")
    assert [step.key for step in steps] == ["measure_1", "measure_1_kindergarten"]


def test_a_language_we_do_not_have_gets_bokmal() -> None:
    title = load("levels-0-3", 1).holder_title
    assert [title.in_language(code) for code in ("nb", "nn", "en-gb", "se")] == [
        "stafettholder",
        "stafetthaldar",
        "baton holder",
        "stafettholder",
    ]


@pytest.mark.parametrize(
    "ask",
    [
        lambda pack: pack.level("9"),
        lambda pack: pack.steps_for("9", ServiceType.NAV),
        lambda pack: pack.form("diary"),
        lambda pack: pack.form("concern").field("score"),
        lambda pack: pack.codes("score"),
        lambda pack: pack.code_in("effect", "score"),
        lambda pack: pack.clock("egg"),
    ],
    ids=["level", "steps", "form", "field", "code list", "code", "clock"],
)
def test_what_a_guide_does_not_have_is_said_to_be_missing(ask: Callable[[GuidePack], object]) -> None:
    with pytest.raises(LookupError, match="the guide"):
        ask(load("levels-0-3", 1))
