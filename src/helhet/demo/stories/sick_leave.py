"""Marit is on long sick leave and holds seven batons. Nils stands in, and every one is hers when she returns."""

from helhet.demo.stage import Stage
from helhet.demo.telling import Log
from helhet.plans.actions.staff import set_cover

AWAY_SINCE, AWAY_FOR = 21, 70
"""Days ago it began; days from today it lasts."""
FAMILIES = (
    ("Sofie Brattås", 12, "Amalie Brattås", "Sofie skal tørre å si noe i gruppa", "Jeg vil lese høyt én gang.", -4),
    ("Ahmed Yılmaz", 11, "Elif Yılmaz", "Ahmed skal få leksene gjort før fotballen", "Jeg vil ha fri på tirsdager.", 0),
    ("Vetle Storhaug", 12, "Kjersti Storhaug", "Vetle skal komme tidsnok", "Jeg vil slippe å løpe.", 3),
    ("Leah Mensah", 8, "Abena Mensah", "Leah skal ha noen å gå hjem med", "Jeg vil gå med noen.", 8),
    ("Kasper Ulriksen", 10, "Trine Ulriksen", "Kasper skal ha ro når han er sint", "Jeg vil ha et sted å være.", 14),
    ("Nora Pettersen-Bjørnstad", 9, "Lene Bjørnstad", "Nora skal like svømmingen", "Jeg vil dukke.", 21),
    ("Daniel Kovačević", 11, "Ana Kovačević", "Daniel skal få vist hva han kan", "Jeg vil bygge noe.", 33),
)
"""Child, age, mother, purpose, the child's goal, and days from today to the evaluation."""


def seven_batons_on_sick_leave(stage: Stage) -> None:
    """Seven families, one holder who is away, one who stands in for her while she is."""
    for days, (child, years, mother, purpose, goal, evaluation) in enumerate(FAMILIES):
        person = stage.child(child, years=years, days=30 + 40 * days)
        log = Log(stage, person, who="marit", ago=140 - days, level="1", purpose=purpose)
        log.adult(mother, "mor", email=f"familien{days + 1}@hjemme.example")
        log.begin(ago=139 - days)
        agreed = log.goal(goal, who="marit", ago=136 - days)
        log.measure(agreed, "Har fem minutter med eleven hver morgen.", who="marit", ago=136 - days, on=evaluation)
        log.met("Vi begynner i det små, og ses igjen om noen måneder.", who="marit", ago=120 - days, next_on=evaluation)
    set_cover(
        absent=stage.workers["marit"],
        covered_by=stage.workers["nils"],
        service=stage.services["school"],
        from_on=stage.ahead(-AWAY_SINCE),
        until_on=stage.ahead(AWAY_FOR),
        actor=stage.acting("bente"),
        at=stage.ago(AWAY_SINCE),
    )
