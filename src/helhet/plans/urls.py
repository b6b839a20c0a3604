"""The addresses about plans. No name, number or reason stands in any of them."""

from django.urls import path

from helhet.plans.views import day, ending, entries, meetings, opening, passing, plan, unit, work

app_name = "plans"
urlpatterns = [
    path("", day.day, name="day"),
    path("act-for/", day.act_for, name="act_for"),
    path("plans/", day.plans, name="list"),
    path("news/", day.news_page, name="news"),
    path("record/", day.record, name="record"),
    path("plans/open/<key:note>/", opening.open_from_note, name="open"),
    path("plans/<key:plan>/", plan.plan, name="plan"),
    path("plans/<key:plan>/adults/", opening.Guardians.as_view(), name="guardians"),
    path("plans/<key:plan>/adults/<key:adult>/", opening.ChangeContact.as_view(), name="contact"),
    path("plans/<key:plan>/ask/", opening.ask, name="ask"),
    path("plans/<key:plan>/answers/<key:answer>/", opening.Answer.as_view(), name="answer"),
    path("plans/<key:plan>/goals/new/", work.AddGoal.as_view(), name="goal"),
    path("plans/<key:plan>/measures/new/", work.AddMeasure.as_view(), name="measure"),
    path("plans/<key:plan>/measures/<key:measure>/accept/", plan.accept, name="accept_measure"),
    path("plans/<key:plan>/write/", work.Write.as_view(), name="write"),
    path("plans/<key:plan>/invite/", passing.InviteService.as_view(), name="invite"),
    path("plans/<key:plan>/invitation/", passing.AnswerInvitation.as_view(), name="invitation"),
    path("plans/<key:plan>/first-contact/", plan.first_contact, name="first_contact"),
    path("plans/<key:plan>/baton/offer/", passing.OfferBaton.as_view(), name="offer"),
    path("plans/<key:plan>/baton/cancel/", plan.cancel, name="cancel_offer"),
    path("plans/<key:plan>/baton/", passing.AnswerOffer.as_view(), name="answer_offer"),
    path("plans/<key:plan>/meetings/new/", meetings.NewMeeting.as_view(), name="meeting"),
    path("plans/<key:plan>/meetings/child/", plan.child_talk, name="child_talk"),
    path("plans/<key:plan>/meetings/conclude/", meetings.Conclude.as_view(), name="conclude"),
    path("plans/<key:plan>/consent/take-back/", ending.TakeBack.as_view(), name="withdraw"),
    path("plans/<key:plan>/consent/keep-back/", ending.KeepBack.as_view(), name="except"),
    path("plans/<key:plan>/close/", ending.ClosePlan.as_view(), name="close"),
    path("plans/<key:plan>/anew/", ending.BeginAnew.as_view(), name="reopen"),
    path("entries/<key:entry>/", entries.entry, name="entry"),
    path("unit/", unit.Unit.as_view(), name="unit"),
    path("unit/left/<uuid:membership>/", unit.Left.as_view(), name="unit_left"),
]
