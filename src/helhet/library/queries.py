"""Reading the library, and who may write in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from helhet.core.publishing import IN_THE_MAKING, VersionState
from helhet.library.models import EditorialStep, FormerAddress, Item, Picture, ReviewCall, Version, Wording
from helhet.people.models import Account, Appointment, Organisation, Worker
from helhet.people.queries import appointed, appointments_of

Role = Appointment.Role


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody appointed to write in the library (redaktør); `publishes`: also to let out what others wrote."""

    worker: Worker
    organisation: Organisation
    publishes: bool

    @property
    def id(self) -> UUID:
        """The worker's."""
        return self.worker.pk


def editor(account: Account, *, on: date) -> Editor | None:
    """Whether an account may write in the library on a day, and as whom."""
    found = appointments_of(account, Role.EDITOR, Role.PUBLISHER, on=on)
    if not found:
        return None
    return Editor(found[0].worker, found[0].organisation, any(one.role == Role.PUBLISHER for one in found))


def _whole(versions: QuerySet[Version]) -> QuerySet[Version]:
    """Versions with their words, at the same number of queries however many."""
    words = Prefetch("wordings", queryset=Wording.objects.order_by("language"))
    return versions.select_related("item__owner", "item__keeper").prefetch_related(words)


def published(slug: str) -> Version | None:
    """What anybody may read at an address."""
    return _whole(Version.objects.filter(item__slug=slug, state=VersionState.PUBLISHED)).first()


def all_published() -> QuerySet[Version]:
    """Everything anybody may read."""
    return _whole(Version.objects.filter(state=VersionState.PUBLISHED)).order_by("item__slug")


def newest(count: int) -> list[Version]:
    """What came out last; of what came out together, our own words before others'."""
    out = _whole(Version.objects.filter(state=VersionState.PUBLISHED))
    return list(out.order_by("-published_at", F("year_from").desc(nulls_first=True), "item__slug")[:count])


def moved_to(slug: str) -> str | None:
    """Where an item that was at this address is now."""
    found = FormerAddress.objects.filter(slug=slug).select_related("item").first()
    return found.item.slug if found else None


def was_withdrawn(slug: str) -> bool:
    """Whether something stood at this address and was taken away."""
    return Version.objects.filter(item__slug=slug, state=VersionState.WITHDRAWN).exists()


def picture_for(key: UUID) -> tuple[Picture, bool] | None:
    """A picture, its content fetched once it is asked for, and whether anybody may see it: its item is out."""
    found = Picture.objects.filter(pk=key).defer("content").first()
    if found is None:
        return None
    return found, Version.objects.filter(item=found.item_id, state=VersionState.PUBLISHED).exists()


def pictures_of(item: Item) -> list[Picture]:
    """An item's pictures without their content."""
    return list(Picture.objects.filter(item=item).defer("content").order_by("added_at", "id"))


def version(key: UUID) -> Version | None:
    """One version, for the desk."""
    return _whole(Version.objects.filter(pk=key)).first()


def item(key: UUID) -> Item | None:
    """One item, for the desk."""
    return Item.objects.filter(pk=key).select_related("owner", "keeper").first()


def versions_of(item: Item) -> list[Version]:
    """Every version there was, the latest first, each with what was done with it."""
    steps = Prefetch("steps_taken", queryset=EditorialStep.objects.select_related("by").order_by("place"))
    return list(_whole(item.versions.prefetch_related(steps)).order_by("-number"))


def last_note(version: Version) -> EditorialStep | None:
    """What the one who last sent a draft back wanted changed; None where it is no draft, or was never sent back."""
    if version.state != VersionState.DRAFT:
        return None
    back = version.steps_taken.filter(act=EditorialStep.Act.RETURNED).select_related("by")
    return back.order_by("-place").first()


@dataclass(frozen=True, slots=True)
class Desk:
    """What an editor's desk shows."""

    to_read: Sequence[Version]
    """Sent by others, for a publisher."""
    mine: Sequence[Version]
    """In the making, and this editor has written in it."""
    others: Sequence[Version]
    overdue: Sequence[Version]
    """Published, and the day of review has passed; this editor's own first."""


def desk(who: Editor, *, on: date) -> Desk:
    """Everything that waits, in a constant number of queries; `written` of what is in the making says by whom."""
    written = Prefetch(
        "steps_taken",
        queryset=EditorialStep.objects.filter(act=EditorialStep.Act.WROTE).select_related("by").order_by("place"),
        to_attr="written",
    )
    in_hand = _whole(Version.objects.filter(state__in=IN_THE_MAKING)).prefetch_related(written)
    making = list(in_hand.order_by("-changed_at", "id"))
    wrote = {one.pk for one in making if any(step.by_id == who.id for step in one.written)}
    late = _whole(Version.objects.filter(state=VersionState.PUBLISHED, review_on__lt=on)).order_by("review_on", "id")
    to_read = [one for one in making if one.state == VersionState.SENT and one.pk not in wrote and who.publishes]
    return Desk(
        to_read=to_read,
        mine=[one for one in making if one.pk in wrote],
        others=[one for one in making if one.pk not in wrote and one not in to_read],
        overdue=sorted(late, key=lambda one: (one.item.keeper_id != who.id, one.review_on)),
    )


def to_call_for(*, on: date) -> list[Version]:
    """Published, and the day of review has passed without anybody being told of it."""
    told = ReviewCall.objects.filter(version=OuterRef("pk"), review_on=OuterRef("review_on"))
    late = Version.objects.filter(~Exists(told), state=VersionState.PUBLISHED, review_on__lt=on)
    return list(late.select_related("item").order_by("review_on", "id"))


def called_for_in(letter: UUID) -> list[Version]:
    """What a letter tells of, as far as it still waits to be looked through; the longest first."""
    waits = Q(state=VersionState.PUBLISHED, review_calls__letter=letter, review_calls__review_on=F("review_on"))
    return list(_whole(Version.objects.filter(waits)).order_by("review_on", "id"))


def who_looks_after(items: Collection[Item], *, on: date) -> dict[UUID, dict[UUID, Worker]]:
    """Whom to ask about each item, by the item's id: those with a task at the desk on that day, in one query.

    Its keeper; where there is none, or the keeper has the task no longer, the owner's editors; and where those are
    none either, or it came with the program, every editor.
    """
    there = appointed(Role.EDITOR, Role.PUBLISHER, on=on)
    everybody = {one.worker_id: one.worker for one in there}
    found = {}
    for item in items:
        keeper = {item.keeper_id: everybody[item.keeper_id]} if item.keeper_id in everybody else {}
        owners = {one.worker_id: one.worker for one in there if one.organisation_id == item.owner_id}
        found[item.pk] = keeper or owners or everybody
    return found


def due(at: datetime) -> list[UUID]:
    """Approved versions whose moment has come."""
    found = Version.objects.filter(state=VersionState.APPROVED, publish_at__lte=at).order_by("publish_at", "id")
    return list(found.values_list("pk", flat=True))


def address_is_free(slug: str, *, item: Item | None) -> bool:
    """Whether an item can have this address: no other has it or has had it."""
    own = Q(pk=item.pk) if item else Q(pk=None)
    taken = Item.objects.filter(slug=slug).exclude(own)
    former = (
        FormerAddress.objects.filter(slug=slug).exclude(item=item) if item else FormerAddress.objects.filter(slug=slug)
    )
    return not taken.exists() and not former.exists()
