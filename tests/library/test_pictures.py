"""What is sent as a picture becomes one of ours, or is refused; what it calls itself does not count."""

from io import BytesIO

import pytest
from PIL import Image

from helhet.library import pictures
from helhet.library.pictures import NoPicture, make


def sent(kind: str = "JPEG", *, size: tuple[int, int] = (40, 30), mode: str = "RGB", **more: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size).save(out, kind, **more)
    return out.getvalue()


def test_a_photograph_loses_where_and_with_what_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x010E] = "Kamera", "Ella hjemme"
    before = sent(exif=exif)
    made = make(before)
    assert (b"Ella hjemme" in before, b"Ella hjemme" in made.content, made.media_type) == (True, False, "image/jpeg")


def test_something_hidden_behind_a_picture_does_not_come_along() -> None:
    assert b"<script>" not in make(sent("PNG") + b"<script>alert(1)</script>").content


def test_what_is_see_through_stays_so() -> None:
    assert make(sent("PNG", mode="RGBA")).media_type == "image/png"


def test_a_large_picture_is_made_as_wide_as_a_page() -> None:
    made = make(sent(size=(3200, 1000)))
    assert (made.width, made.height) == (1600, 500)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "not_a_picture", id="svg"),
        pytest.param(b"<html><script>alert(1)</script>", "not_a_picture", id="a page"),
        pytest.param(b"", "not_a_picture", id="nothing"),
        pytest.param(sent("GIF"), "not_a_picture", id="a kind we do not read"),
        pytest.param(sent()[:200], "not_a_picture", id="half a picture"),
        pytest.param(b"x" * (pictures.MOST_BYTES + 1), "too_large", id="too many bytes"),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(NoPicture) as refused:
        make(content)
    assert refused.value.code == code


def test_few_bytes_that_unfold_to_a_picture_beyond_measure_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1000)
    with pytest.raises(NoPicture) as refused:
        make(sent(size=(100, 100)))
    assert refused.value.code == "too_large"
