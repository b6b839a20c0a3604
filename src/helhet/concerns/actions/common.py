"""What every change to a wonder note begins with."""

from helhet.concerns.actions.refusals import ConcernRefused, NotTheAuthor
from helhet.concerns.models import Concern
from helhet.concerns.queries import unfinished, wrote
from helhet.core.actors import Actor


def locked(concern: Concern) -> Concern:
    """The note as it is now, ours alone until the transaction ends."""
    return (
        Concern.objects.select_for_update(of=("self",))
        .filter(municipality_id=concern.municipality_id)
        .select_related("child", "service__leader")
        .get(pk=concern.pk)
    )


def own_open(concern: Concern, actor: Actor) -> Concern:
    """The author's own note, locked, while it may still be written in.

    Raises:
        NotTheAuthor: somebody else's note.
        ConcernRefused: `decided`.
    """
    concern = locked(concern)
    if not wrote(concern, actor):
        raise NotTheAuthor
    if concern.decision:
        raise ConcernRefused("decided")
    return concern


def check_whole(concern: Concern) -> None:
    """Raise ConcernRefused `incomplete` unless the note says what the guide requires."""
    if unfinished(concern):
        raise ConcernRefused("incomplete")
