"""At the editors' desk: to let out what nobody has read, and to hide something in a picture or an address."""

from contextlib import suppress
from io import BytesIO

import pytest
from django.test import Client
from PIL import ExifTags, Image

from helhet.core.publishing import PublishingRefused
from helhet.library import actions
from helhet.library.actions import Content, Words
from helhet.library.models import Version
from helhet.library.pictures import NoPicture, make
from helhet.library.queries import Editor
from helhet.library.views.public import MOST_PAGES
from tests.library.desk import FIELDS, NOW, WORDS, browser, draft, eirin, torstein

__all__ = ["eirin", "torstein"]
OTHER_WORDS = {"nb": Words("Søvn", "Kort.", "Helt andre ord."), "nn": WORDS["nn"]}


def test_what_is_changed_after_it_was_read_does_not_come_out(eirin: Editor, torstein: Editor) -> None:
    """Torstein has read it. Eirin takes it back, writes something else and sends it again; then he presses."""
    version = draft(eirin)
    actions.send(version=version, actor=eirin, at=NOW)
    desk = f"/desk/library/versions/{version.pk}/"
    read = browser(torstein).get(f"{desk}preview/")
    (button,) = [line for line in read.content.decode().split('"') if line.startswith(f"{desk}approve/")]
    actions.send_back(version=version, note="Straks", actor=eirin, at=NOW)
    actions.save_version(version=version, saves=2, content=Content(FIELDS, OTHER_WORDS), actor=eirin, at=NOW)
    actions.send(version=version, actor=eirin, at=NOW)
    pressed = browser(torstein).post(button, {"when": "now"})
    assert (pressed.status_code, Version.objects.get().state) == (422, "sent")
    assert Client().get("/nb/library/sovn/").status_code == 404


@pytest.mark.parametrize("told", ["", "0", "-1", "9" * 5000, "٣", "1", "3"])
def test_who_has_not_read_it_as_it_is_lets_nothing_out(eirin: Editor, torstein: Editor, told: str) -> None:
    version = draft(eirin)
    actions.send(version=version, actor=eirin, at=NOW)
    page = f"/desk/library/versions/{version.pk}/approve/"
    assert browser(torstein).post(f"{page}?version={told}", {"when": "now"}).status_code == 422


def test_one_who_writes_never_lets_it_out_by_having_it_sent_back(eirin: Editor, torstein: Editor) -> None:
    version = draft(eirin)
    actions.save_version(version=version, saves=2, content=Content(FIELDS, WORDS), actor=torstein, at=NOW)
    actions.send(version=version, actor=eirin, at=NOW)
    actions.send_back(version=version, note="Les", actor=eirin, at=NOW)
    actions.send(version=version, actor=eirin, at=NOW)
    with pytest.raises(PublishingRefused, match="own_words"):
        actions.approve(version=version, saves=3, publish_at=NOW, actor=torstein, at=NOW)


@pytest.mark.parametrize(("form", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("PNG", "RGBA"), ("WEBP", "RGB")])
def test_nothing_that_was_written_in_a_picture_is_kept_in_ours(form: str, mode: str) -> None:
    exif, sent = Image.Exif(), BytesIO()
    exif[ExifTags.Base.ImageDescription] = "Ella, 3. mars"
    Image.new(mode, (40, 30)).save(
        sent, form, comment=b"Ella, 3. mars", exif=exif, xmp=b"<x>Ella, 3. mars</x>", icc_profile=b"Ella, 3. mars" * 20
    )
    kept = Image.open(BytesIO(make(sent.getvalue()).content))
    about = set(kept.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    assert (about, dict(kept.getexif())) == (set(), {})


def test_a_picture_that_is_turned_by_nonsense_is_refused_in_words() -> None:
    """What says how to turn it is no number, and breaks the library that reads it."""
    exif, sent = Image.Exif(), BytesIO()
    exif[ExifTags.Base.Orientation] = 6
    Image.new("RGB", (40, 30)).save(sent, "JPEG", exif=exif)
    for at in range(30):
        for sign in range(0, 256, 23):
            broken = bytearray(sent.getvalue())
            broken[broken.index(b"Exif") + at] = sign
            with suppress(NoPicture):
                make(bytes(broken))


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["0001" + "9" * 5000, "00019", str(MOST_PAGES + 1), "0", "1e1", "٣"])
def test_a_page_of_answers_there_cannot_be_is_the_first(number: str) -> None:
    answer = Client().get("/nb/library/search/", {"page": number})
    assert (answer.status_code, answer.context["before"]) == (200, "")
