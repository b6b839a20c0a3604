"""The small ones: kindergarten age."""

from helhet.demo.stage import Stage
from helhet.demo.telling import BASIC, DIGITAL, FAMILY, PAPER, Log
from helhet.people.models import Person
from helhet.plans.models import Entry, Meeting


def boy_4_with_two_homes(stage: Stage) -> None:
    """Oskar, 4, is hard to understand when he speaks. The parents live apart; his father has no digital ID."""
    oskar = stage.child("Oskar Bakken Nilsen", years=4, days=130)
    log = Log(stage, oskar, who="ingrid", ago=66, level="1", purpose="Oskar skal bli forstått når han leker")
    mother = log.adult("Silje Nilsen", "mor", email="silje.nilsen@hjemme.example", phone="00 00 61 01")
    father = log.adult("Geir Bakken", "far", phone="00 00 61 02")
    asked = log.ask({"tyttebaeret": BASIC}, who="ingrid", ago=66)
    log.answer(asked, mother, who="ingrid", ago=65, channel=DIGITAL)
    log.answer(asked, father, who="ingrid", ago=61, channel=PAPER)

    goal = log.goal("Jeg vil at Noah skal skjønne hva jeg sier.", who="ingrid", ago=60)
    log.measure(goal, "Leker i gruppe på tre hver formiddag, med Ingrid på gulvet.", who="ingrid", ago=60, on=12)
    log.measure(
        goal, "Leser samme bok hver kveld hos far, og lar Oskar fortelle.", who="ingrid", ago=59, on=12,
        arena="home", to=father,
    )  # fmt: skip
    log.met(
        "Vi ble enige om lekegruppe i barnehagen og faste bøker i begge hjem. Boka bytter plass med Oskar.",
        who="ingrid", ago=52, next_on=12,
    )  # fmt: skip
    log.write(
        "I dag sa Oskar hele setninger om brannbilen, tre ganger. De andre barna svarte ham.",
        who="ingrid", ago=20, kind=Entry.Kind.GLIMPSE,
    )  # fmt: skip
    log.write(
        "Hos mor går det lettest i bilen. Hos far går det lettest når tv-en er av.",
        who="ingrid", ago=18, information_type="home", words_of=FAMILY,
    )  # fmt: skip

    ppt = log.ask({"ppt": BASIC}, who="ingrid", ago=11)
    log.answer(ppt, mother, who="ingrid", ago=10, channel=DIGITAL)
    log.answer(ppt, father, who="ingrid", ago=9, channel=PAPER)
    log.invite("pia", "Råd om språk i lek. Vi har prøvd lekegruppe og bøker i åtte uker.", who="ingrid", ago=8)
    log.plan_meeting(
        Meeting.Kind.EVALUATION, who="ingrid", ago=7, on=12,
        beforehand="Foreldrene vil snakke om barnehagen først og hjemmene etterpå, hver for seg.",
    )  # fmt: skip


def child_at_a_shielded_address(stage: Stage) -> None:
    """Emma, 5, lives at a strictly confidential address. Nothing is sent out, and no place stands anywhere."""
    emma = stage.child("Emma S.", years=5, days=200, protection=Person.Protection.STRICT, language="nn")
    log = Log(stage, emma, who="daiva", ago=40, level="1", purpose="Emma skal kjenne seg trygg i barnehagen")
    mother = log.adult("Kristine S.", "mor", email="kristine.s@heime.example", language="nn")
    log.begin(ago=39)
    goal = log.goal("Eg vil vite kven som hentar meg.", who="daiva", ago=38)
    log.measure(goal, "Viser Emma eit bilete av den som hentar, rett etter lunsj kvar dag.", who="daiva", ago=38, on=20)
    log.measure(
        goal,
        "Seier frå før klokka ti viss nokon andre skal hente.",
        who="daiva",
        ago=38,
        on=20,
        arena="home",
        to=mother,
    )
    log.met(
        "Éin vaksen tek imot om morgonen, den same kvar dag. Ingen bilete blir delte.", who="daiva", ago=30, next_on=20
    )
    log.write(
        "Emma leika butikk med to andre i dag. Ho var den som tok betalt.",
        who="daiva", ago=6, kind=Entry.Kind.GLIMPSE,
    )  # fmt: skip


def family_that_says_no_to_the_screen(stage: Stage) -> None:
    """Risten Anna, 5. Her mother wants the help, on paper; the plan ends there, and is no mark on anyone."""
    child = stage.child("Risten Anna Hætta", years=5, days=40)
    log = Log(stage, child, who="ingrid", ago=30, level="1", purpose="Flere å leke med ute")
    mother = log.adult("Elle Márjá Hætta", "mor", phone="00 00 61 05")
    asked = log.ask({"tyttebaeret": BASIC}, who="ingrid", ago=30)
    log.answer(asked, mother, who="ingrid", ago=26, yes=False)
