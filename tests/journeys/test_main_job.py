"""The main job in a browser, told in the order a newcomer walks it: from a wonder to a closed plan.

Once on a phone in bokmål, once on a desktop in nynorsk. Everything is pressed and typed; nothing is called.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from helhet.core import guides
from helhet.demo.fjordvik import load_fjordvik
from helhet.plans.models import Baton, Plan
from helhet.web.clock import now, today
from tests.journeys.hand import Hand

CHILD = "Ella Sandvik"


@pytest.mark.journey
@pytest.mark.parametrize(("device", "language"), [("phone", "nb"), ("desktop", "nn")])
def test_from_a_wonder_to_a_closed_plan(
    device: str,
    language: str,
    transactional_db: None,
    live_server: object,
    new_page: Callable[[str, str], Page],
    look: Callable[[Page, str], None],
) -> None:
    load_fjordvik(at=now())
    guide = guides.load("levels-0-3", 1)

    def sign_in(name: str) -> Hand:
        hand = Hand(new_page(device, language), str(live_server), language=language, guide=guide)
        hand.go("/demo/")
        hand.press("Be %(name)s", name=name)
        return hand

    def seen(hand: Hand, name: str) -> None:
        look(hand.page, f"{device}-{name}")

    # 1. Kari signs in from the cast page; My day shows what waits for her.
    kari = sign_in("Kari Nordås")
    expect(kari.page.get_by_role("heading", level=1)).to_have_text(kari.says("My day"))
    seen(kari, "01-day")

    # 2. She writes a wonder note; acute comes first; it is saved as she writes.
    kari.follow("Write a wonder note")
    kari.write("Whom do you wonder about?", CHILD)
    kari.press("Begin")
    note = kari.page.url
    acute = guide.form("concern").field("acute").label.in_language(language)
    kari.page.get_by_role("group", name=acute).get_by_label(kari.says("No"), exact=True).check()
    kari.write_answer("concern", "saw_heard", "Ella har sittet alene i langfri hver dag i to uker.")
    kari.write_answer("concern", "child_said", "«Ingen vil leke med meg.»")
    kari.page.keyboard.press("Tab")
    expect(kari.page.locator("[data-autosave-status]")).to_contain_text(kari.says("Saved"))
    seen(kari, "02-note")
    with kari.offline():
        kari.write_answer("concern", "saw_heard", "Ella har sittet alene i langfri hver dag i tre uker.")
        kari.page.keyboard.press("Tab")
        expect(kari.page.locator("[data-autosave-status]")).not_to_contain_text(kari.says("Saved"))
    kari.press("Save")
    assert kari.page.input_value("#id_saw_heard") == "Ella har sittet alene i langfri hver dag i tre uker."

    # 3. She shares it, talks with the mother and the child, and decides.
    kari.follow("Share")
    kari.press("Share")
    for whom, words in (("The parents", "Mona har merket det samme hjemme."), ("The child", "«Jeg vil ha en venn.»")):
        kari.go(note.removeprefix(str(live_server)))
        kari.follow("Write down a talk")
        kari.pick("Whom did you talk with?", kari.says(whom))
        kari.write("What did they say?", words)
        kari.press("Save the talk")
    kari.follow("Decide")
    kari.pick("What happens now?", kari.says("Our own unit helps further, with the family"))
    kari.press("Decide")
    seen(kari, "03-decided")

    # 4. She prepares a plan, and asks both parents.
    kari.follow("Prepare a plan with the family")
    kari.page.get_by_label(kari.says("Day of birth")).fill("2017-03-03")
    kari.write("What is the plan for?", "Ella skal ha noen å være sammen med i friminuttene.")
    kari.press("Next: the adults")
    for parent in ("Mona Sandvik", "Per Sandvik"):
        kari.page.get_by_label(kari.says("Name")).first.fill(parent)
        kari.pick("Parental responsibility", kari.says("holds parental responsibility"))
        kari.press("Add")
    plan = Plan.objects.get(child__name=CHILD)
    address = f"/plans/{plan.key}/"
    ask(kari, plan, "Fjordvik skole")
    answer_yes(kari, address, times=2)
    seen(kari, "04-active")

    # 5. A goal in the child's words, a measure with one responsible and a day; the guide beside it.
    kari.follow("Add a goal")
    kari.write("The goal, in the child's or the family's words", "Jeg vil ha noen å være med i langfri.")
    kari.pick("Whose words are they?", kari.says("the child's"))
    kari.press("Add the goal")
    kari.follow("Add a measure")
    assert kari.page.locator(".aside-guide__guide h2").count() >= 1
    seen(kari, "05-measure")
    kari.write("What will be done?", "Fast lekevenn i langfri tirsdag og torsdag.")
    kari.select("Who takes it on?", "Kari Nordås")
    kari.write("When do you look at how it went?", (today() + timedelta(days=30)).isoformat())
    kari.press("Add the measure")
    assert kari.sees("Fast lekevenn i langfri tirsdag og torsdag.")
    kari.follow("Write in the plan")
    kari.write("The words", "Klassemiljøet er snakket om på teamet.")
    kari.page.get_by_label("Barnehage og sk").check()
    kari.press("Add to the plan")

    # 6. The school nurse: first the family's yes, then an invitation Jonas answers. He sees what the consent opens.
    ask(kari, plan, "helsestasjon", but="school")
    answer_yes(kari, address, times=2)
    kari.follow("Invite a service")
    kari.select("Who?", "Jonas")
    kari.write("What do you hope they can help with?", "Samtaler med Ella. Mona vil helst ha en telefon først.")
    kari.press("Send the invitation")
    jonas = sign_in("Jonas Berge")
    assert jonas.go(address) == 200
    seen(jonas, "06-invitation")
    jonas.press("Yes, we take part")
    assert jonas.sees("Fast lekevenn i langfri tirsdag og torsdag.")
    assert not jonas.sees("Klassemiljøet er snakket om på teamet.")
    jonas.follow("Why do I see this?")
    assert jonas.sees("forvaltningsloven § 13 a nr. 1")

    # 7. The baton: offered, declined, offered again, accepted. One holder all the way; the family sees who is asked.
    offer(kari, address)
    assert holder(plan) == "Kari Nordås"
    mona = sign_in("Mona Sandvik")
    assert mona.sees("Kari Nordås")
    assert mona.sees("Jonas Berge")
    seen(mona, "07-family")
    assert jonas.go(address) == 200
    jonas.page.get_by_label(jonas.code("baton_decline_reason", "no_capacity")).check()
    jonas.write("In your own words", "Ikke før jul.")
    jonas.press("Say no")
    assert holder(plan) == "Kari Nordås"
    offer(kari, address)
    assert jonas.go(address) == 200
    assert jonas.sees("Fast lekevenn i langfri tirsdag og torsdag.")
    seen(jonas, "07-offer")
    jonas.press("Yes, I hold the baton from now")
    assert holder(plan) == "Jonas Berge"

    # 8. The evaluation: the child's view, each measure's effect, the next day before anyone leaves.
    jonas.follow("Plan a meeting")
    jonas.write("Day", today().isoformat())
    jonas.select("Who talks with the child before the meeting?", "Kari Nordås")
    jonas.press("Plan the meeting")
    jonas.follow("Conclude the meeting")
    jonas.pick("What does the child think?", jonas.says("The child has said it"))
    jonas.write("The child's own words", "«Det er bedre nå.»")
    jonas.write("The family's view, in their words", "Hun gleder seg til skolen igjen.")
    for effect in jonas.page.locator("select[name^=effect_]").all():
        effect.select_option("part")
    jonas.pick("What now?", jonas.code("evaluation_decision", "continue"))
    jonas.write("Why do you choose this?", "Det virker, og Ella vil fortsette.")
    jonas.press("Conclude")
    assert jonas.page.locator("[aria-invalid=true]").count() >= 1
    assert jonas.page.locator("#id_child_words").input_value() == "«Det er bedre nå.»"
    seen(jonas, "08-next-day-missing")
    jonas.write("Next evaluation", (today() + timedelta(days=60)).isoformat())
    jonas.press("Conclude")
    assert jonas.sees("«Det er bedre nå.»")
    seen(jonas, "08-plan")

    # 9. The mother takes back the consent for the school: Kari's next click finds nothing; her own words stay.
    jonas.follow("Record that consent is taken back")
    jonas.pick("Who takes the consent back?", "Mona Sandvik")
    jonas.pick("For which service?", "Fjordvik skole")
    jonas.pick("How was it said?", jonas.says("by word of mouth"))
    jonas.press("Record it")
    assert kari.go(address) == 404
    seen(kari, "09-nothing")
    kari.go("/record/")
    assert kari.sees("Fast lekevenn i langfri tirsdag og torsdag.")
    assert not kari.sees("«Det er bedre nå.»")

    # 10. Close, with the last words; read only afterwards; a new plan begins with a new question.
    assert jonas.go(address) == 200
    jonas.follow("Close the plan")
    jonas.page.get_by_label(jonas.code("close_reason", "goals_met")).check()
    jonas.write("The child's last words", "«Nå har jeg Sara.»")
    jonas.write("The family's last words", "Takk for at dere spurte.")
    jonas.press("Close the plan")
    assert jonas.sees("«Nå har jeg Sara.»")
    still = [jonas.says(words) for words in ("Record what has changed around the child", "Begin a new plan")]
    assert jonas.page.locator(".doors a").all_inner_texts() == still
    seen(jonas, "10-closed")
    jonas.follow("Begin a new plan")
    jonas.write("What is the new plan for?", "Litt følge videre til våren.")
    jonas.press("Prepare the new plan")
    assert Plan.objects.get(continues=plan).status == "draft"

    # Amir, in the next municipality, gets exactly what an unknown address gives.
    amir = sign_in("Amir Rahimi")
    for path in (address, f"{address}goals/new/", note.removeprefix(str(live_server))):
        assert amir.go(path) == 404
        closed = amir.page.locator("main").inner_html()
        assert amir.go("/plans/" + "A" * 43 + "/") == 404
        assert amir.page.locator("main").inner_html() == closed


def ask(hand: Hand, plan: Plan, service: str, *, but: str = "") -> None:
    """Ask the family about one more service; `but` is a kind of information it should not know of."""
    hand.go(f"/plans/{plan.key}/ask/")
    for box in hand.page.locator("input[name=service]").all():
        box.uncheck()
    hand.page.get_by_label(service).first.check()
    hand.press("Next: what each may know")
    for box in hand.page.locator("input[name^=types_]").all():
        box.set_checked(box.get_attribute("value") in {"agreement", "school", "home", "child_voice"} - {but})
    hand.press("Ask the family")


def answer_yes(hand: Hand, address: str, *, times: int) -> None:
    """Each parent has said yes by word of mouth."""
    for _ in range(times):
        hand.go(address)
        hand.follow("Record the answer")
        hand.page.locator("input[name=answer][value=yes]").check()
        hand.page.get_by_label(hand.says("by word of mouth")).check()
        hand.press("Save the answer")


def offer(hand: Hand, address: str) -> None:
    """Kari asks Jonas."""
    hand.go(f"{address}baton/offer/")
    hand.select("Who?", "Jonas")
    hand.write("What do the child and the family want?", "Ella kjenner Jonas og vil gjerne ha ham.")
    hand.press("Send the question")


def holder(plan: Plan) -> str:
    """Who holds it; there is exactly one."""
    return Baton.objects.get(plan=plan, until_at=None).holder.name
