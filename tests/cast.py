"""The standing cast. Kari teaches and holds the baton, Jonas is the school nurse, Mona and Per are the parents,
Ella is nine. Amir works in the next municipality and must see nothing. All of them are invented."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from helhet.access.actions.asking import Scope
from helhet.access.models import Consent, ConsentAnswer
from helhet.core.actors import Actor, ActorKind
from helhet.core.guides import GuidePack
from helhet.core.moments import day_of
from helhet.core.services import ServiceType
from helhet.people.models import Account, Guardianship, Membership, Organisation, Person, Service, Worker
from helhet.plans.actions.opening import ask_family, open_plan, record_answer
from helhet.plans.actions.services import accept_invitation, invite_service
from helhet.plans.models import Plan

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
ALL_TYPES = ("agreement", "school", "home", "child_voice", "health")


def after(days: float) -> datetime:
    """The same time of day, some days later."""
    return NOW + timedelta(days=days)


def worker(name: str, *, title: str = "ansatt") -> Worker:
    """A worker with an account, in no service yet."""
    account = Account.objects.create(key=name.lower())
    return Worker.objects.create(account=account, name=name, title=title, email=f"{name.lower()}@fjordvik.example")


def service(organisation: Organisation, kind: ServiceType, name: str, *, leader: Worker) -> Service:
    """A service and its leader."""
    made = Service.objects.create(organisation=organisation, type=kind, name=name, leader=leader)
    employ(leader, made)
    return made


def employ(who: Worker, where: Service) -> Membership:
    """A place in a service, long since."""
    return Membership.objects.create(worker=who, service=where, since_on=date(2020, 8, 1))


def acting(who: Worker, where: Service) -> Actor:
    """A worker acting for a service."""
    return Actor(
        kind=ActorKind.WORKER,
        id=who.pk,
        service=where.pk,
        service_type=where.service_type,
        leads=where.leader_id == who.pk,
    )


@dataclass
class Cast:
    """Everyone, in their places."""

    fjordvik: Organisation
    school: Service
    clinic: Service
    ppt: Service
    kari: Worker
    rektor: Worker
    nils: Worker
    jonas: Worker
    head_nurse: Worker
    pia: Worker
    ella: Person
    mona: Person
    per: Person
    guide: GuidePack
    next_door: Organisation
    other_school: Service
    amir: Worker

    @property
    def as_kari(self) -> Actor:
        return acting(self.kari, self.school)

    @property
    def as_nils(self) -> Actor:
        return acting(self.nils, self.school)

    @property
    def as_rektor(self) -> Actor:
        return acting(self.rektor, self.school)

    @property
    def as_jonas(self) -> Actor:
        return acting(self.jonas, self.clinic)

    @property
    def as_pia(self) -> Actor:
        return acting(self.pia, self.ppt)

    @property
    def as_amir(self) -> Actor:
        return acting(self.amir, self.other_school)

    @property
    def as_mona(self) -> Actor:
        return Actor(kind=ActorKind.GUARDIAN, id=self.mona.pk)


def assemble(guide: GuidePack) -> Cast:
    """Put the cast on the stage."""
    county = Organisation.objects.create(kind="county", code="99", name="Fjordfylket", short_name="Fjordfylket")
    fjordvik = Organisation.objects.create(
        kind="municipality", code="9901", name="Fjordvik", short_name="Fjordvik", parent=county, demo=True
    )
    next_door = Organisation.objects.create(
        kind="municipality", code="9902", name="Nesodd", short_name="Nesodd", parent=county, demo=True
    )
    rektor, kari, nils = worker("Rektor"), worker("Kari", title="kontaktlærer"), worker("Nils")
    head_nurse, jonas, pia = worker("Ledende"), worker("Jonas", title="helsesykepleier"), worker("Pia")
    amir = worker("Amir")
    school = service(fjordvik, ServiceType.PRIMARY_SCHOOL, "Fjordvik skole", leader=rektor)
    clinic = service(fjordvik, ServiceType.HEALTH_CLINIC, "Fjordvik helsestasjon", leader=head_nurse)
    ppt = service(fjordvik, ServiceType.PPT, "PPT Fjordvik", leader=pia)
    other_school = service(next_door, ServiceType.PRIMARY_SCHOOL, "Nes skole", leader=amir)
    employ(kari, school)
    employ(nils, school)
    employ(jonas, clinic)
    ella = Person.objects.create(municipality=fjordvik, name="Ella", born_on=date(2017, 3, 3))
    mona, per = (parent_of(ella, name) for name in ("Mona", "Per"))
    return Cast(
        fjordvik=fjordvik,
        school=school,
        clinic=clinic,
        ppt=ppt,
        kari=kari,
        rektor=rektor,
        nils=nils,
        jonas=jonas,
        head_nurse=head_nurse,
        pia=pia,
        ella=ella,
        mona=mona,
        per=per,
        guide=guide,
        next_door=next_door,
        other_school=other_school,
        amir=amir,
    )


def parent_of(child: Person, name: str) -> Person:
    """A guardian with parental responsibility."""
    parent = Person.objects.create(
        municipality_id=child.municipality_id, name=name, email=f"{name.lower()}@hjemme.example"
    )
    assert child.born_on is not None
    Guardianship.objects.create(
        municipality_id=child.municipality_id,
        child=child,
        guardian=parent,
        responsibility=Guardianship.Responsibility.YES,
        known_on=child.born_on,
        until_on=child.born_on.replace(year=child.born_on.year + 18),
    )
    return parent


def scope(*services: Service, types: tuple[str, ...] = ALL_TYPES, days: int = 365, at: datetime = NOW) -> Scope:
    """A question about these services and kinds of information, for so many days."""
    on = day_of(at)
    return Scope(
        purpose="Ella skal ha det bra på skolen",
        lines={one.pk: types for one in services},
        from_on=on,
        until_on=on + timedelta(days=days),
    )


def draft(cast: Cast, *, at: datetime = NOW) -> Plan:
    """Kari prepares a plan for Ella."""
    return open_plan(
        child=cast.ella,
        service=cast.school,
        guide=cast.guide,
        level=cast.guide.log_opens_at,
        purpose="Ella skal ha det bra på skolen",
        actor=cast.as_kari,
        at=at,
    )


def everyone_says(yes: bool, plan: Plan, consent: Consent, actor: Actor, *, at: datetime = NOW) -> Plan:
    """Everyone who was asked answers by word of mouth."""
    for answer in ConsentAnswer.objects.of(consent=consent).order_by("id"):
        plan = record_answer(plan=plan, answer=answer, yes=yes, channel=ConsentAnswer.Channel.ORAL, actor=actor, at=at)
        if not yes:
            break
    plan.refresh_from_db()
    return plan


def active_plan(cast: Cast, *, at: datetime = NOW) -> Plan:
    """Ella's plan, with her parents' consent to the school; Kari holds the baton."""
    plan = draft(cast, at=at)
    consent = ask_family(plan=plan, scope=scope(cast.school, at=at), actor=cast.as_kari, at=at)
    return everyone_says(True, plan, consent, cast.as_kari, at=at)


def with_jonas(cast: Cast, plan: Plan, *, types: tuple[str, ...] = ALL_TYPES, at: datetime = NOW) -> Plan:
    """The clinic is let in by a new consent, and Jonas has said yes."""
    consent = ask_family(plan=plan, scope=scope(cast.clinic, types=types, at=at), actor=cast.as_kari, at=at)
    plan = everyone_says(True, plan, consent, cast.as_kari, at=at)
    invitation = invite_service(
        plan=plan, service=cast.clinic, worker=cast.jonas, task="Samtaler", actor=cast.as_kari, at=at
    )
    accept_invitation(invitation=invitation, actor=cast.as_jonas, at=at)
    return plan
