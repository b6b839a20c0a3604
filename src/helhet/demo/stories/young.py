"""The young: lower secondary, the passage to adult life, and afterwards."""

from helhet.core.hiding import CHILDS_WISH
from helhet.demo.stage import Stage
from helhet.demo.telling import BASIC, CHILD, Log
from helhet.plans.models import Entry, Meeting

WITH_HEALTH = (*BASIC, "health")
WITH_WORK = ("agreement", "child_voice", "work_welfare")


def boy_13_on_to_a_new_school(stage: Stage) -> None:
    """Jakub, 13, has begun at lower secondary. His father works abroad; Sondre is asked to take the baton on."""
    jakub = stage.child("Jakub Wiśniewski", years=13, days=75)
    log = Log(
        stage,
        jakub,
        who="nils",
        ago=230,
        level="1",
        purpose="Jakub skal ha en voksen som kjenner ham, også på ny skole",
    )
    mother = log.adult("Agnieszka Wiśniewska", "mor", email="agnieszka.wisniewska@hjemme.example", language="pl")
    father = log.adult(
        "Tomasz Wiśniewski", "far, arbeider i Gdynia", email="tomasz.wisniewski@hjemme.example", language="pl"
    )
    asked = log.ask({"school": BASIC}, who="nils", ago=230)
    log.answer(asked, mother, who="nils", ago=228, language="pl", interpreter=True)
    log.answer(asked, father, who="nils", ago=225, language="pl", interpreter=True)
    goal = log.goal("Jeg vil slippe å forklare alt på nytt.", who="nils", ago=224)
    talks = log.measure(goal, "Har ti minutter med Jakub på mandager.", who="nils", ago=224, on=15)
    log.met("Jakub får vite planen for uka på mandager, muntlig.", who="nils", ago=210, next_on=-100)
    log.evaluate(
        who="nils", ago=100, next_on=15,
        child="«Mandagene er greie. Jeg gruer meg til den store skolen.»",
        family="Vi vil at noen ringer far også, gjerne på kvelden.",
        effects={talks: {"professional": "full", "child": "full"}},
        reason="Vi fortsetter, og tar planen med over til ungdomsskolen.",
    )  # fmt: skip
    onward = log.ask({"lower_secondary": BASIC}, who="nils", ago=45)
    log.answer(onward, mother, who="nils", ago=43, language="pl", interpreter=True)
    log.answer(onward, father, who="nils", ago=41, language="pl", interpreter=True)
    invitation = log.invite("sondre", "Ny kontaktlærer. Mandagssamtalen bør fortsette.", who="nils", ago=40)
    log.comes(invitation, "sondre", ago=38, meets=30)
    log.write("Jakub viste vei til rom 214 for to andre nye.", who="sondre", ago=16, kind=Entry.Kind.GLIMPSE)
    log.offer(
        "sondre", who="nils", ago=4,
        wish="Jakub vil gjerne ha Sondre.",
        handover="Mandager er viktig. Far svarer best etter klokka 19, på polsk med tolk.",
    )  # fmt: skip


def girl_who_turns_15_tomorrow(stage: Stage) -> None:
    """Maja turns 15 tomorrow, and then she is the one to ask. What she told the nurse never reaches her parents."""
    maja = stage.child("Maja Sætre Lindqvist", years=15, days=-1)
    log = Log(
        stage, maja, who="leila", ago=120, level="2", purpose="Maja skal ha noen å snakke med, og lyst til å komme"
    )
    log.adult("Hanne Sætre", "mor", email="hanne.saetre@hjemme.example")
    log.adult("Björn Lindqvist", "far", email="bjorn.lindqvist@hjemme.example")
    log.begin(ago=118)
    log.join(
        "jonas", "Samtaler når Maja selv vil", ("agreement", "school", "child_voice", "health"), who="leila", ago=100
    )
    goal = log.goal("Jeg vil ha en voksen som ikke maser.", who="leila", ago=95)
    log.measure(goal, "Er på kontoret i storefri på tirsdager. Maja kommer hvis hun vil.", who="leila", ago=94, on=18)
    log.measure(goal, "Har åpen dør på torsdager.", who="jonas", ago=94, on=18, arena="health")
    log.met("Maja bestemmer selv om hun vil komme. Ingen spør henne i timen.", who="leila", ago=80, next_on=18)
    log.write("Maja var innom fire av seks tirsdager. Hun fortalte om korpset.", who="leila", ago=25)
    talk = log.write(
        "Samtale om prevensjon, etter Majas eget ønske. Ny time er avtalt. Resten står i journalen.",
        who="jonas", ago=12, information_type="health",
    )  # fmt: skip
    log.hide(
        talk,
        who="jonas",
        ago=12,
        reason=CHILDS_WISH,
        judgement="Maja har bedt om at foreldrene ikke får vite det. Hun forstår hva det gjelder, og hun er trygg.",
    )


def boy_17_soon_of_age(stage: Stage) -> None:
    """Mustafa turns 18 in six weeks. The county's school holds the baton, and Nav's adviser has met him."""
    mustafa = stage.child("Mustafa Al-Khatib", years=18, days=-42, email="mustafa@hjemme.example")
    log = Log(
        stage, mustafa, who="grete", ago=75, level="2", purpose="Mustafa skal ha en læreplass og noen å spørre etterpå"
    )
    rania = log.adult("Rania Al-Khatib", "mor", email="rania.alkhatib@hjemme.example", language="en")
    log.begin(ago=72)
    log.join("samira", "Læreplass, og penger fra dagen han fyller 18", WITH_WORK, who="grete", ago=55)
    goal = log.goal("Jeg vil bli elektriker og ikke gå på skolen mer enn jeg må.", who="grete", ago=50)
    log.measure(goal, "Ringer to bedrifter sammen med Mustafa.", who="grete", ago=49, on=30, arena="work", to="samira")
    log.measure(goal, "Skriver søknaden ferdig.", who="grete", ago=49, on=30, arena="work", to=mustafa)
    log.measure(goal, "Kjører til intervju.", who="grete", ago=48, on=30, arena="home", to=rania)
    log.met("Samira er kontakten etter 18. Mustafa bestemmer da om mor skal være med.", who="grete", ago=30, next_on=49)
    log.write("Var på en dag hos Fjord Elektro. Møtte ti minutter før tida.", who="samira", ago=8,
              information_type="work_welfare")  # fmt: skip
    log.plan_meeting(Meeting.Kind.EVALUATION, who="grete", ago=3, on=49, asks="samira")


def woman_20_in_aftercare(stage: Stage) -> None:
    """Julie, 20, has aftercare from child welfare; the county's follow-up service and Nav help at the same time."""
    julie = stage.child("Julie Amundsen", years=20, days=100, email="julie.amundsen@hjemme.example")
    log = Log(
        stage, julie, who="emmanuel", ago=150, level="3", purpose="Egen bolig, en jobb å gå til, og folk rundt seg"
    )
    log.begin(("agreement", "child_voice", "child_welfare", "work_welfare"), ago=150)
    log.join("karim", "Fagprøve som privatist, så lenge retten varer", WITH_WORK, who="emmanuel", ago=130)
    log.join("samira", "Bolig og arbeid", WITH_WORK, who="emmanuel", ago=128)
    goal = log.goal("Jeg vil ha min egen nøkkel og ingen som banker på.", who="emmanuel", ago=126)
    log.measure(goal, "Ser på to leiligheter sammen med Julie.", who="emmanuel", ago=120, on=22, arena="home")
    log.measure(goal, "Melder Julie opp til fagprøven.", who="emmanuel", ago=120, on=22, arena="work", to="karim")
    log.measure(goal, "Sender timelista hver fredag.", who="emmanuel", ago=120, on=22, arena="work", to=julie)
    log.met("Julie ringer Emmanuel når hun vil. Samira tar depositumet.", who="emmanuel", ago=110, next_on=22)
    log.write("«Jeg sov en hel natt i min egen seng.»", who="emmanuel", ago=14, information_type="child_voice",
              words_of=CHILD)  # fmt: skip
    log.plan_meeting(Meeting.Kind.EVALUATION, who="emmanuel", ago=5, on=22)


def pregnant_at_19(stage: Stage) -> None:
    """Malin, 19, is pregnant. The plan is hers: it is about her. Nav is invited and has not answered yet."""
    malin = stage.child("Malin Sofie Kvamme", years=19, days=180, email="malin.kvamme@heime.example", language="nn")
    log = Log(stage, malin, who="mai", ago=35, level="1", purpose="Malin skal kjenne seg klar når babyen kjem")
    log.begin(("agreement", "child_voice", "home", "health"), ago=35)
    goal = log.goal("Eg vil ha ein plass å bu før eg blir for stor til å bere esker.", who="mai", ago=33)
    log.measure(goal, "Har heimebesøk annakvar torsdag.", who="mai", ago=33, on=26, arena="health")
    log.measure(
        goal, "Lagar liste over det ho treng, saman med mormor.", who="mai", ago=33, on=26, arena="home", to=malin
    )
    log.met("Vi tek éin ting i gongen: bustad først, utstyr etterpå.", who="mai", ago=28, next_on=26)
    log.write("Malin hadde høyrt hjarteslaga på telefonen og spelte dei av for oss.", who="mai", ago=10,
              information_type="home", kind=Entry.Kind.GLIMPSE)  # fmt: skip
    asked = log.ask({"nav": WITH_WORK}, who="mai", ago=9)
    log.answer(asked, who="mai", ago=9)
    log.invite("samira", "Bustad før termin, om tre månader", who="mai", ago=8)


def boy_whose_family_took_the_consent_back(stage: Stage) -> None:
    """Sebastian, 14. His mother took the consent back six days ago; only the last words remain."""
    sebastian = stage.child("Sebastian Tran", years=14, days=15)
    log = Log(stage, sebastian, who="leila", ago=85, level="1", purpose="Sebastian skal henge med i matte")
    mother = log.adult("Tran Thị Hoa", "mor", email="hoa.tran@hjemme.example")
    log.begin(ago=84)
    goal = log.goal("Jeg vil skjønne det før prøven, ikke etter.", who="leila", ago=80)
    log.measure(goal, "Går gjennom prøven på forhånd på onsdager.", who="leila", ago=80, on=10)
    log.take_back(by=mother, who="leila", ago=6)
