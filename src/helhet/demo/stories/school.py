"""Primary school: Kari's class, and the family with many helpers."""

from helhet.core.deadlock import Cause, Outcome
from helhet.demo.stage import Stage
from helhet.demo.telling import BASIC, DIGITAL, FAMILY, Log
from helhet.plans.models import Entry, Meeting

WITH_HEALTH = (*BASIC, "health")


def girl_9_who_stays_at_home(stage: Stage) -> None:
    """Thea, 9, and many mornings at home. Nurse and PPT help; both have declined the baton, so the plan is stuck.

    Kari still holds it. The guide's own rule has said so, and an answer is due.
    """
    thea = stage.child("Thea Eliassen", years=9, days=140)
    log = Log(stage, thea, who="kari", ago=96, level="1", purpose="Thea skal komme på skolen og ha det godt der")
    mona = log.adult("Mona Eliassen", "mor", email="mona.eliassen@hjemme.example", phone="00 00 61 10")
    log.adult("Per Eliassen", "far", email="per.eliassen@hjemme.example", phone="00 00 61 11")
    log.begin(WITH_HEALTH, ago=95)
    goal = log.goal("Jeg vil klare å gå inn døra når det ringer.", who="kari", ago=94)
    log.measure(
        goal, "Møter Thea ved sykkelstativet klokka 08.15 og går inn sammen med henne.", who="kari", ago=93, on=-9
    )
    log.measure(
        goal, "Sender melding til Kari før klokka åtte de dagene det er vanskelig.", who="kari", ago=93, on=-9,
        arena="home", to=mona,
    )  # fmt: skip
    log.join("jonas", "Samtaler på skolen, en gang i uka", WITH_HEALTH, who="kari", ago=80)
    log.met(
        "Thea kommer til andre time på mandager. Jonas snakker med Thea på torsdager. Mona ringer Kari ved behov.",
        who="kari", ago=65, next_on=-9, asks="jonas",
    )  # fmt: skip
    log.join("pia", "Se på skoledagen sammen med Kari", who="kari", ago=50)
    log.measure(
        goal, "Har samtaler med Thea om morgenene, torsdager i første time.", who="jonas", ago=60, on=-9, arena="health"
    )
    log.write("Borte 6 av 10 dager i uke 40 og 41. De fire dagene hun kom, ble hun til skoleslutt.", who="kari", ago=44)
    log.write(
        "«Magen gjør vondt til jeg er inne. Så går det over når Kari sier god morgen.»",
        who="jonas", ago=30, information_type="child_voice", kind=Entry.Kind.NOTE, words_of=Entry.WordsOf.CHILD,
    )  # fmt: skip
    log.write("Sov bedre da vi flyttet leggetiden. Far følger på fredager.", who="kari", ago=21,
              information_type="home", words_of=FAMILY)  # fmt: skip
    log.write("Thea leste høyt for to andre i biblioteket. Hun valgte boka selv.", who="kari", ago=5,
              kind=Entry.Kind.GLIMPSE)  # fmt: skip
    log.offer_declined(
        "pia", "no_capacity", "Jeg er med videre, men har ikke tid til å holde i alle trådene.", who="kari", ago=24
    )
    log.offer_declined(
        "jonas", "wrong_service", "Det meste skjer i klasserommet. Jeg fortsetter samtalene.", who="kari", ago=13
    )
    log.stuck(
        Cause.BATON,
        "Thea trenger én som holder i det hele. Det er ikke bare skolen: Magen, nettene og morgenene henger sammen. "
        "Pia og Jonas er med, men pinnen hører ikke hjemme hos dem, sier de. Jeg har 26 andre elever.",
        family="Vi ringer fire steder hver uke. Vi vil at én skal ringe oss.",
        child="«Jeg vil at det skal være en som vet hvor jeg er når jeg ikke er på skolen.»",
        who="kari", ago=9,
    )  # fmt: skip
    no = log.ask({"club": BASIC}, who="kari", ago=19)
    log.answer(no, who="kari", ago=18)
    log.plan_meeting(
        Meeting.Kind.EVALUATION, who="kari", ago=3, on=10, asks="jonas",
        beforehand="Thea vil at Jonas sier det om magen. Mona vil snakke om fredagene.",
    )  # fmt: skip
    invitation = log.invite("mikkel", "En fast ettermiddag på klubben", who="kari", ago=17)
    log.declines(invitation, "mikkel", "other_service", "Lesegruppa på biblioteket passer henne bedre.", ago=15)


def girl_whose_baton_is_offered_to_kari(stage: Stage) -> None:
    """Amina, 9, is in Kari's class. Jonas holds the baton and has asked Kari to take it; her father hopes for a yes."""
    amina = stage.child("Amina Osman Abdullahi", years=9, days=60)
    log = Log(stage, amina, who="jonas", ago=58, level="2", purpose="Amina skal få tak i alt som blir sagt i timene")
    father = log.adult("Osman Abdullahi", "far", email="osman.abdullahi@hjemme.example", phone="00 00 61 14")
    log.begin(WITH_HEALTH, ago=56)
    log.join("kari", "Plass, lys og lyd i klasserommet", WITH_HEALTH, who="jonas", ago=50)
    goal = log.goal("Jeg vil høre hva de andre ler av.", who="jonas", ago=48)
    log.measure(
        goal, "Har hørselskontroll på helsestasjonen to ganger i halvåret.", who="jonas", ago=47, on=30, arena="health"
    )
    log.measure(goal, "Minner om nye batterier på søndager.", who="jonas", ago=47, on=30, arena="home", to=father)
    log.measure(
        goal, "Gir beskjeder ansikt til ansikt, og skriver dem på tavla.", who="jonas", ago=4, on=30, to="kari",
        accepted=False,
    )  # fmt: skip
    log.write("Høreapparatet er på plass. Amina viste fram lyset på det i garderoben.", who="jonas", ago=22,
              kind=Entry.Kind.GLIMPSE)  # fmt: skip
    log.offer(
        "kari", who="jonas", ago=5,
        wish="Far ønsker Kari: hun ser Amina hver dag.",
        handover="Kontrollene tar jeg videre. Det som gjenstår, er klasserommet.",
    )  # fmt: skip


def boy_whose_first_measure_is_due_today(stage: Stage) -> None:
    """Elias, 9. His plan began fourteen days ago; the first measure should be running today."""
    elias = stage.child("Elias Hoel Johansen", years=9, days=310)
    log = Log(stage, elias, who="kari", ago=17, level="1", purpose="Elias skal ha noen å være sammen med i friminuttet")
    log.adult("Ragnhild Hoel", "mor", email="ragnhild.hoel@hjemme.example")
    log.adult("Lasse Johansen", "far", email="lasse.johansen@hjemme.example")
    log.begin(ago=14)
    log.goal("Jeg vil ha en å spille ball med.", who="kari", ago=12)
    log.write("Gikk langs gjerdet i tre av fire friminutt. I det fjerde spilte han kanonball med 3. trinn.",
              who="kari", ago=9)  # fmt: skip


def girl_whose_father_has_not_answered(stage: Stage) -> None:
    """Signe, 8. Kari has asked both parents; her mother has said yes. Nothing is shared until her father answers."""
    signe = stage.child("Signe Marie Tollefsen-Strand", years=8, days=20)
    log = Log(stage, signe, who="kari", ago=5, level="1", purpose="Signe skal få ro til å lese")
    mother = log.adult("Ida Tollefsen", "mor", email="ida.tollefsen@hjemme.example")
    log.adult("Marius Strand", "far", email="marius.strand@hjemme.example")
    asked = log.ask({"school": BASIC}, who="kari", ago=4)
    log.answer(asked, mother, who="kari", ago=2, channel=DIGITAL)


def family_with_many_helpers(stage: Stage) -> None:
    """Theodor, 11, has a child coordinator; BUP takes part from the hospital, and is not let in to all of home."""
    theodor = stage.child("Theodor Rustad Oyelaran", years=11, days=250)
    log = Log(
        stage,
        theodor,
        who="hedda",
        ago=240,
        level="3",
        purpose="Én plan for Theodor, så familien slipper å være budbringer",
    )
    kemi = log.adult("Kemi Oyelaran", "mor", email="kemi.oyelaran@hjemme.example", phone="00 00 61 20", language="en")
    anders = log.adult("Anders Rustad", "far", email="anders.rustad@hjemme.example", phone="00 00 61 21")
    log.begin(WITH_HEALTH, ago=238)
    log.join("nils", "Skoledagen og assistenten", WITH_HEALTH, who="hedda", ago=230)
    log.join("vilde", "Samtaler, og råd til skolen", WITH_HEALTH, who="hedda", ago=220)
    log.join("jonas", "Medisiner i skoletiden", WITH_HEALTH, who="hedda", ago=215)
    log.keep_back("home", by=kemi, service="bup", who="hedda", ago=214)
    goal = log.goal("Jeg vil sove hos farmor en helg.", who="hedda", ago=210)
    nights = log.measure(
        goal, "Øver på én natt hos farmor, så to.", who="hedda", ago=209, on=25, arena="home", to=anders
    )
    school = log.measure(goal, "Har samme assistent mandag til onsdag.", who="hedda", ago=209, on=25, to="nils")
    advice = log.measure(
        goal, "Møter skolen hver sjette uke med råd.", who="hedda", ago=209, on=25, arena="health", to="vilde"
    )
    log.met("Alle timer på sykehuset legges til tirsdager. Hedda tar telefonene.", who="hedda", ago=200, next_on=-60)
    assistant = log.stuck(
        Cause.DISAGREE,
        "Skolen og sykehuset er uenige om hvem som følger Theodor de tirsdagene han er hos dem. Da går ingen, og han "
        "mister timen. Vi har prøvd å bytte dag, men sykehuset har bare tirsdager.",
        family="Vi vil ikke ta fri hver tirsdag for at noen skal gå fem minutter.",
        child="«Jeg kan gå selv hvis noen tar imot meg.»",
        who="hedda", ago=150,
    )  # fmt: skip
    log.answered(
        assistant,
        "Assistenten følger Theodor ut og inn på skolen. Vilde møter ham i døra. Skolen samordner tirsdagene.",
        who="annelise", taken=138, ago=126, coordinator="school",
    )  # fmt: skip
    log.came_of_it(
        assistant, Outcome.DONE, "Han har vært på alle timene siden. «Vilde står alltid der.»", who="hedda", ago=98
    )
    log.evaluate(
        who="hedda", ago=60, next_on=40,
        child="«Det var fint hos farmor. Jeg vil ha med min egen pute.»",
        family="Vi ringer færre steder enn før. Tirsdagene hjelper mest.",
        effects={
            nights: {"professional": "part", "family": "full", "child": "full"},
            school: {"professional": "full"},
            advice: {"professional": "part"},
        },
        reason="Vi fortsetter. Neste gang ser vi på sommeren.",
    )  # fmt: skip
    log.write("Medisinene ligger i skapet på helsesykepleierens kontor. Theodor henter dem selv.", who="jonas", ago=33,
              information_type="health")  # fmt: skip
    log.write("Farmor har fått ny seng på gjesterommet.", who="hedda", ago=12, information_type="home",
              words_of=FAMILY)  # fmt: skip


def boy_whose_goals_are_met(stage: Stage) -> None:
    """Jonathan, 7. The goals are met; the plan is closed with the family's words and his own."""
    jonathan = stage.child("Jonathan Ekre", years=7, days=90)
    log = Log(
        stage, jonathan, who="kari", ago=190, level="1", purpose="Jonathan skal bli tørr på skolen uten at noen ser det"
    )
    mother = log.adult("Cecilie Ekre", "mor", email="cecilie.ekre@hjemme.example")
    log.begin(ago=188)
    goal = log.goal("Jeg vil ha en hemmelig beskjed.", who="kari", ago=186)
    log.measure(goal, "Gir Jonathan et tegn klokka ti og klokka tolv.", who="kari", ago=186, on=-40)
    log.measure(goal, "Legger et ekstra skift i sekken.", who="kari", ago=186, on=-40, arena="home", to=mother)
    log.met("Tegnet er en blyant på pulten.", who="kari", ago=170, next_on=-30)
    log.plan_meeting(Meeting.Kind.EVALUATION, who="kari", ago=60, on=-20)
    log.close(
        "goals_met", who="kari", ago=20,
        family="Det var godt at dere spurte så stille. Vi trenger det ikke lenger.",
        child="«Blyanten kan ligge i skuffen nå.»",
    )  # fmt: skip
