"""People and the places they belong to: organisations, services, workers, children, guardians."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhet.core.services import ServiceType
from helhet.people.partition import AboutChild, PartitionForeignKey, PartitionQuerySet
from helhet.vault.fields import BlindIndex, SealedNumber, SealedText


class Organisation(models.Model):
    """A public body: a municipality, a county, the hospital trust, a state body (organisasjon).

    The id survives mergers and new numbers; `code` is the number of its time (kommunenummer, fylkesnummer).
    """

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        COUNTY = "county", _("county")
        HOSPITAL = "hospital", _("hospital trust")
        STATE = "state", _("state body")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=100)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)  # the first day it no longer exists
    website = models.CharField(max_length=200, blank=True)
    language_form = models.CharField(max_length=10, blank=True)
    demo = models.BooleanField(default=False)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset(
            {
                "id", "kind", "code", "name", "short_name", "parent", "valid_from", "valid_until", "website",
                "language_form", "demo",
            }
        )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "valid_from"], name="organisation_once"),
            models.UniqueConstraint(
                fields=["kind", "code"],
                condition=Q(valid_from=None),
                name="organisation_once_from_the_beginning",
            ),
            models.CheckConstraint(
                name="organisation_begins_before_it_ends",
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_from__lt=F("valid_until")),
            ),
        ]


class OrganisationChange(models.Model):
    """One organisation became another on a day: a merger, a split, a new number. A new name alone is none."""

    class Kind(models.TextChoices):
        RENUMBER = "renumber", _("new number")
        MERGE = "merge", _("merger")
        SPLIT = "split", _("split")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    old = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="became")
    new = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="came_from")
    on = models.DateField()
    weight = models.DecimalField(max_digits=7, decimal_places=6, null=True)  # share of the old that went here

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "kind", "old", "new", "on", "weight"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new", "on"], name="organisation_change_once")]


class AccountManager(BaseUserManager["Account"]):
    """Accounts are made with the person they belong to; nobody signs up by themselves."""


class Account(AbstractBaseUser):
    """A way to sign in (konto). Holds no name; the worker or the person it belongs to does."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.CharField(max_length=64, unique=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=2, default="nb")

    USERNAME_FIELD = "key"
    objects = AccountManager()

    class Privacy:
        identifying = frozenset({"id", "key"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"password", "last_login", "is_active", "language"})


class Worker(models.Model):
    """An employee (ansatt), known to all services in the country; what they may do follows from membership."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="worker")
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=100)
    email = models.EmailField()
    phone = models.CharField(max_length=20, blank=True)

    class Privacy:
        identifying = frozenset({"id", "account", "name", "email", "phone"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"title"})


class Service(models.Model):
    """A service (tjeneste): one kindergarten, one school, the child welfare service. Always has a leader."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="services")
    type = models.CharField(max_length=30, choices=[(t.value, t.value) for t in ServiceType])
    name = models.CharField(max_length=200)
    leader = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="leads")
    phone = models.CharField(max_length=20, blank=True)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "organisation", "type", "name", "leader", "phone"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="service_name_once")]

    @property
    def service_type(self) -> ServiceType:
        """The kind of service, as the core knows it."""
        return ServiceType(self.type)


class Membership(models.Model):
    """A worker's place in a service (tilknytning), from a day until a day.

    `health_personnel`: works there as health personnel (helsepersonell), so that the duty of secrecy follows the
    profession, not the building: a psychologist in the PPT, a nurse in the school (helsepersonelloven § 3).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="memberships")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="memberships")
    since_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_by = models.UUIDField(null=True)
    health_personnel = models.BooleanField(default=False)

    class Privacy:
        identifying = frozenset({"id", "worker", "service"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"since_on", "ended_on", "ended_by", "health_personnel"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "service"], condition=Q(ended_on=None), name="membership_once_at_a_time"
            ),
            models.CheckConstraint(
                name="membership_ended_on_and_by_together",
                condition=Q(ended_on=None, ended_by=None) | Q(ended_on__isnull=False, ended_by__isnull=False),
            ),
        ]


class Appointment(models.Model):
    """A task somebody has for a public body beside the casework (verv), from a day until a day.

    It opens nothing about any child: the public storey only.
    """

    class Role(models.TextChoices):
        EDITOR = "editor", _("editor")  # redaktør: writes what anybody may read
        PUBLISHER = "publisher", _("publisher")  # ansvarlig redaktør: reviews it, and lets it out
        COORDINATOR = "coordinator", _("0–24 coordinator")  # 0–24-koordinator: the municipality's picture

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="appointments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=Role)
    since_on = models.DateField()
    ended_on = models.DateField(null=True)  # the first day it no longer holds

    class Privacy:
        identifying = frozenset({"id", "worker", "organisation"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"role", "since_on", "ended_on"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "organisation", "role"],
                condition=Q(ended_on=None),
                name="appointment_once_at_a_time",
            ),
            models.CheckConstraint(
                name="appointment_begins_before_it_ends", condition=Q(ended_on=None) | Q(since_on__lt=F("ended_on"))
            ),
        ]


class Cover(models.Model):
    """Cover during absence (stedfortreder): whom to turn to while a worker is away. Returns by itself."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    absent = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="absences")
    covered_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="covers")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()  # the last day of the absence
    decided_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        identifying = frozenset({"id", "absent", "covered_by", "service", "decided_by"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"from_on", "until_on"})

    class Meta:
        constraints = [
            models.CheckConstraint(name="cover_is_by_another", condition=~Q(absent=F("covered_by"))),
            models.CheckConstraint(name="cover_begins_before_it_ends", condition=Q(from_on__lte=F("until_on"))),
        ]


class Person(AboutChild):
    """A child, a young person or a guardian, known only because of a plan or a private note.

    A child known in two municipalities is two rows that don't know each other. So is a parent, with one account. The
    national id is sealed, and found again within the municipality by its keyed index (`queries.person_with`).
    """

    CHILD = "pk"

    class Protection(models.TextChoices):
        """Graded address (adressesperre, folkeregisterloven § 10-4)."""

        NONE = "none", _("no protection")
        CONFIDENTIAL = "confidential", _("confidential address")
        STRICT = "strict", _("strictly confidential address")

    name = models.CharField(max_length=200)
    born_on = models.DateField(null=True)
    national_id = SealedNumber(blank=True)
    national_id_lookup = BlindIndex(of="national_id", max_length=32)
    protection = models.CharField(max_length=20, choices=Protection, default=Protection.NONE)
    language = models.CharField(max_length=10, default="nb")
    interpreter = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="persons")

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset(
            {"id", "municipality", "name", "born_on", "national_id", "national_id_lookup", "email", "phone", "account"}
        )
        sensitive = frozenset({"protection"})
        plain = frozenset({"language", "interpreter"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "national_id_lookup"], name="person_once_in_municipality"),
            models.UniqueConstraint(fields=["municipality", "account"], name="account_once_in_municipality"),
        ]

    @property
    def child_id(self) -> UUID:
        """Whose row it is, for the trail and for its seals: the person's own."""
        return self.pk

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """A new national id takes its index along."""
        if update_fields is not None and "national_id" in update_fields:
            update_fields = {*update_fields, "national_id_lookup"}
        super().save(*args, update_fields=update_fields, **kwargs)


class Guardianship(AboutChild):
    """An adult's tie to a child (foreldreansvar). Unknown responsibility is no responsibility.

    `until_on` is the child's 18th birthday, written when the tie is recorded (vergemålsloven § 8).
    `carer`: foster parent, or who answers for the child in an institution, after a care order (omsorgsperson).
    `informed_until`: from this day the adult has lost the right to be told (barnelova § 47 third para.; a court).
    """

    class Responsibility(models.TextChoices):
        YES = "yes", _("holds parental responsibility")
        NO = "no", _("does not hold parental responsibility")
        UNKNOWN = "unknown", _("not known")

    child = PartitionForeignKey(Person, on_delete=models.PROTECT, related_name="guardianships")
    guardian = PartitionForeignKey(Person, on_delete=models.PROTECT, related_name="wards")
    relation = SealedText(blank=True)
    responsibility = models.CharField(max_length=10, choices=Responsibility, default=Responsibility.UNKNOWN)
    carer = models.BooleanField(default=False)
    known_on = models.DateField()
    until_on = models.DateField()
    informed_until = models.DateField(null=True)

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "child", "guardian"})
        sensitive = frozenset({"relation", "responsibility", "carer", "informed_until"})
        plain = frozenset({"known_on", "until_on"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.UniqueConstraint(fields=["municipality", "child", "guardian"], name="guardianship_once"),
            models.CheckConstraint(name="guardian_is_another", condition=~Q(child=F("guardian"))),
            models.CheckConstraint(
                name="carer_holds_no_responsibility", condition=Q(carer=False) | Q(responsibility="no")
            ),
        ]


class CareOrder(AboutChild):
    """Child welfare has the care (omsorgsovertakelse, akuttvedtak, flytteforbud), from a day until a day.

    From then on others than the parents decide and consent for the child (barnevernsloven §§ 4-2, 4-3, 5-1;
    opplæringslova § 24-4; pbrl. § 4-4). `hidden_place`: the parents are not to know where the child is.
    """

    class Kind(models.TextChoices):
        ORDER = "order", _("care order")
        ACUTE = "acute", _("emergency decision")
        STAY = "stay", _("ban on moving the child")

    child = PartitionForeignKey(Person, on_delete=models.PROTECT, related_name="care_orders")
    kind = models.CharField(max_length=10, choices=Kind)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)  # the last day
    hidden_place = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")

    objects = PartitionQuerySet.as_manager()

    class Privacy:
        identifying = frozenset({"id", "municipality", "child", "service", "recorded_by"})
        sensitive = frozenset({"kind", "hidden_place"})
        plain = frozenset({"from_on", "until_on", "recorded_at"})

    class Meta:
        constraints = [
            *AboutChild.Meta.constraints,
            models.CheckConstraint(
                name="care_order_begins_before_it_ends", condition=Q(until_on=None) | Q(from_on__lte=F("until_on"))
            ),
        ]
        indexes = [models.Index(fields=["municipality", "child"], name="care_order_of_child")]
