"""Where the law decides who is told and who is asked: without a yes, in place of the parents, and the child alone."""

from helhet.core.hiding import CHILDS_WISH
from helhet.demo.stage import Stage
from helhet.demo.telling import BASIC, Log

WITH_HEALTH = (*BASIC, "health")


def boy_13_told_of_without_a_yes(stage: Stage) -> None:
    """Adrian, 13. His teacher has told PPT one thing without asking first, and has told his mother so."""
    adrian = stage.child("Adrian Solbakken Dahl", years=13, days=200)
    log = Log(stage, adrian, who="sondre", ago=70, level="1", purpose="Adrian skal få med seg det som skjer i timen")
    log.adult("Line Solbakken", "mor", email="line.solbakken@hjemme.example")
    log.begin(ago=68)
    goal = log.goal("Jeg vil lese det samme som de andre.", who="sondre", ago=60)
    log.measure(goal, "Leser teksten høyt for ham dagen før.", who="sondre", ago=60, on=20)
    seen = log.write("Leser én linje på den tida de andre leser en side. Holder boka helt inntil.",
                     who="sondre", ago=14)  # fmt: skip
    log.tell(
        seen, "pia", who="sondre", ago=9, rule="WO-FVL67-13B-5",
        purpose="Råd til skolen om hvordan undervisningen kan tilpasses",
        necessity="Skolen skal tilpasse opplæringen, og trenger PPT til å se på lesingen. Mor er ikke å få tak i.",
    )  # fmt: skip


def girl_7_in_foster_care(stage: Stage) -> None:
    """Ida, 7. Child welfare has the care since twelve days; it, her foster mother and her mother are asked anew."""
    ida = stage.child("Ida Kristine Vangen", years=7, days=30)
    log = Log(stage, ida, who="nils", ago=160, level="2", purpose="Ida skal ha de samme voksne rundt seg")
    log.adult("Trine Vangen", "mor", phone="00 00 61 40")
    log.begin(WITH_HEALTH, ago=158)
    log.join("emmanuel", "Støtte hjemme", WITH_HEALTH, who="nils", ago=140)
    goal = log.goal("Jeg vil at Nils skal vite hvor jeg sover.", who="nils", ago=130)
    log.measure(goal, "Tar imot Ida ved porten hver morgen.", who="nils", ago=130, on=30)
    log.care_order(who="emmanuel", ago=12)
    log.carer("Bjørg Aune", "fostermor", email="bjorg.aune@hjemme.example", who="nils", ago=12)
    asked = log.ask({"school": WITH_HEALTH, "child_welfare": WITH_HEALTH}, who="nils", ago=11)
    log.answer(asked, who="nils", ago=8)
    log.write("Ida tegnet begge husene sine og ga dem hver sin dør.", who="nils", ago=5, information_type="child_voice")


def girl_14_asked_alone(stage: Stage) -> None:
    """Selma, 14, has told the nurse something. She alone was asked whether her adviser at school may know of it."""
    selma = stage.child("Selma Brekke", years=14, days=120)
    log = Log(stage, selma, who="leila", ago=90, level="2", purpose="Selma skal ha fri når hun trenger det")
    log.adult("Anita Brekke", "mor", email="anita.brekke@hjemme.example")
    log.begin(WITH_HEALTH, ago=88)
    log.join("jonas", "Samtaler når Selma vil", WITH_HEALTH, who="leila", ago=80)
    goal = log.goal("Jeg vil kunne gå uten å forklare det foran klassen.", who="leila", ago=70)
    log.measure(goal, "Gir Selma et kort hun kan legge på pulten.", who="leila", ago=70, on=22)
    talk = log.write(
        "Selma går til samtaler på torsdager i tredje time. Hun sover bedre etterpå.",
        who="jonas", ago=16, information_type="health",
    )  # fmt: skip
    judgement = "Selma vil ikke at mor skal vite det ennå. Hun er trygg, og forstår hva det gjelder."
    log.hide(talk, who="jonas", ago=16, reason=CHILDS_WISH, judgement=judgement)
    log.asks_alone(("lower_secondary",), reason=judgement, who="jonas", ago=15)
