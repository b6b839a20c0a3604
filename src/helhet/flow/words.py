"""What the figures and their answers are called, what they mean, and how they are counted."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhet.core.flow import Figure

TITLES: Mapping[Figure, Promise] = {
    Figure.WONDER: _("From wonder to decision"),
    Figure.HELP: _("From question to first contact"),
    Figure.BATON: _("Asked to take the baton"),
    Figure.EVALUATION: _("Evaluations that were due"),
    Figure.CHILD: _("Was the child heard?"),
    Figure.MEASURE: _("Was the help given?"),
    Figure.DEADLOCK: _("Plans that were stuck"),
    Figure.ENDED: _("How plans ended"),
}

MEANS: Mapping[Figure, Promise] = {
    Figure.WONDER: _("Whether somebody who wondered about a child was left alone with it for long."),
    Figure.HELP: _("Whether there was help to be had, or a queue, and how long families wait for it."),
    Figure.BATON: _("Whether the responsibility is passed on, or stays with the one who wants to hand it over."),
    Figure.EVALUATION: _("Whether we look together, when we said we would, at whether the help works."),
    Figure.CHILD: _("Whether children could say what they think of the help they get, and why not if they could not."),
    Figure.MEASURE: _("Whether families got what was agreed, or there was nobody to give it."),
    Figure.DEADLOCK: _("Whether somebody decides when the services cannot agree, or the family has to wait for it."),
    Figure.ENDED: _("Whether plans end because the goals are met. To take a consent back is a right, and no fault."),
}

COUNTED: Mapping[Figure, Promise] = {
    Figure.WONDER: _(
        "Wonder notes that were decided on in the half-year: within 14 days of the first word, or later. Not what they "
        "say or what was decided, not those still open, and never by unit."
    ),
    Figure.HELP: _(
        "Answers given in the half-year by units that were asked to join a plan. Those that joined: first contact "
        "within 14 days of the day they were asked, or later, or not yet when it was counted."
    ),
    Figure.BATON: _(
        "Questions settled in the half-year, in the unit that was asked: accepted within 7 days or later, declined, or "
        "not answered in time. A question taken back does not count."
    ),
    Figure.EVALUATION: _(
        "Evaluations whose day was in the half-year, in the unit that held the baton. One called off before its day "
        "does not count."
    ),
    Figure.CHILD: _("Evaluations held in the half-year, in the unit that held the baton."),
    Figure.MEASURE: _(
        "What was found of each measure at evaluations in the half-year, in the unit that held the baton. What parents "
        "or young people had taken on does not count."
    ),
    Figure.DEADLOCK: _(
        "Times it was said in the half-year that a plan is stuck: answered within 30 days, or later, or not yet when "
        "it was counted. Never by unit: nobody is to fear saying so."
    ),
    Figure.ENDED: _("Plans closed in the half-year, by the reason that was given. Never by unit."),
}

ANSWERS: Mapping[str, Promise] = {
    "in_time": _("in time"),
    "later": _("later"),
    "not_held": _("not held"),
    "not_in_time": _("later, or not held"),
    "met_in_time": _("joined, and met the family in time"),
    "met_later": _("joined, and met the family later"),
    "joined": _("joined"),
    "waiting_list": _("has a waiting list"),
    "other_no": _("could not, for another reason"),
    "no": _("could not join"),
    "accepted_in_time": _("accepted within 7 days"),
    "accepted_later": _("accepted later"),
    "accepted": _("accepted"),
    "declined": _("said no"),
    "ran_out": _("did not answer"),
    "not_accepted": _("not accepted"),
    "given": _("the child said what it thinks"),
    "too_young": _("not asked: too young for it"),
    "not_wanted": _("not asked: the child did not want to now"),
    "not_met": _("not asked: nobody had met the child"),
    "adult_judgement": _("not asked: an adult judged it not right"),
    "other_reason": _("not asked: for another reason"),
    "not_asked": _("not asked"),
    "not_given": _("said no, or was not asked"),
    "done": _("done"),
    "no_help": _("there was no help to be had"),
    "not_done_otherwise": _("not done, for another reason"),
    "not_done": _("not done"),
    "answered_in_time": _("had an answer within 30 days"),
    "answered_later": _("had an answer later"),
    "not_answered": _("had no answer yet"),
    "late_or_no_answer": _("had an answer later, or none yet"),
    "goals_met": _("the goals were met"),
    "consent_back": _("the consent was taken back"),
    "ended_otherwise": _("for another reason"),
    "not_goals_met": _("the goals were not met, or it was another reason"),
}
