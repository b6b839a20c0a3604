"""Invented names and sentences. Each sentence is of one kind of information."""

FIRST_NAMES = (
    "Ada Aksel Alma Amina Anders Astrid Aurora Birk Brage Daniel Eira Elias Ella Emil Emma Filip Frida "
    "Hanna Hedda Henrik Håkon Ida Ingrid Isak Iver Jakob Jens Johanne Kaja Kasper Lea Leah Liam Live "
    "Ludvig Magnus Maja Marius Mathea Mikkel Mohammed Nora Olav Olivia Oskar Peder Sara Selma Sigrid "
    "Sofie Solveig Sondre Sunniva Theo Tiril Ulrik Vilde Yasmin Øystein Åse"
).split()
LAST_NAMES = (
    "Aas Bakken Berg Bjerke Brekke Dahl Eide Engen Fjeld Foss Furulund Granli Hagen Haugen Heggland "
    "Hovland Iversen Jørstad Kleppe Kvamme Lie Lunde Løvås Moen Myhre Nes Nygård Odden Rise Ruud Sandvik "
    "Skogen Solheim Strand Sæther Tangen Teigen Tveit Ulven Vik Voll Ødegård Østby Åsen"
).split()

SENTENCES = {
    "agreement": (
        "Vi møtes igjen om seks uker og ser om dette hjelper.",
        "Kontaktlæreren ringer hjem hver fredag og forteller hva som har gått bra.",
        "Et fast menneske tar imot om morgenen de tre første ukene.",
        "Mål: å ha minst én venn å være sammen med i friminuttene.",
    ),
    "school": (
        "Deltar mer når gruppa er liten og dagen er gjennomgått på forhånd.",
        "Fraværet har gått ned fra seks til to dager i måneden siden vi begynte.",
        "Trives best i kunst og håndverk, og hjelper gjerne de yngre.",
        "Trenger tid ved overganger; det går lettere med et varsel fem minutter før.",
    ),
    "home": (
        "Familien forteller at morgenene er roligere nå, og at leggetida er på plass.",
        "De har lagt en plan for helgene sammen med besteforeldrene.",
        "Foreldrene ønsker at vi ringer etter klokka tre, når begge er hjemme.",
    ),
    "child_voice": (
        "Sier selv at det er best når det er den samme voksne hver dag.",
        "Vil gjerne bestemme selv hvem som skal være med på møtet.",
        "Synes det er dumt å bli hentet ut av timen, og vil heller ha hjelp i klasserommet.",
    ),
    "health": (
        "Sover bedre nå, sju til åtte timer de fleste netter.",
        "Har fått time til utredning, og ventetida er omtrent tre måneder.",
        "Vi har snakket om hvordan kroppen sier fra før det blir for mye.",
    ),
    "child_welfare": (
        "Familien har fått en fast veileder hjemme annenhver uke.",
        "Støttekontakten begynner etter ferien; familien har møtt henne én gang.",
    ),
    "work_welfare": (
        "Har begynt på et arbeidstiltak tre dager i uka og kommer presis.",
        "Søknaden om bostøtte er sendt, og svaret ventes om fire uker.",
    ),
}
