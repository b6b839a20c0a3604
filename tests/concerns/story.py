"""What the stories about wonder notes say again and again."""

from helhet.concerns.actions import save_note
from helhet.concerns.models import Concern
from tests.cast import NOW, Cast


def says_acute(note: Concern, cast: Cast) -> Concern:
    """Kari says that it may be acute."""
    return save_note(
        concern=note,
        version=note.version,
        answers=note.answers | {"acute": "yes"},
        child_name="Ella",
        born_on=None,
        actor=cast.as_kari,
        at=NOW,
    )


def address(note: Concern, step: str = "") -> str:
    """Where a note, or a step of it, is found."""
    return f"/notes/{note.key}/{step}"
