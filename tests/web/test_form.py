"""A form shows its labels, its help and its mistakes where everybody finds them, screen readers too."""

from datetime import date

from django import forms as fields
from django.utils import translation

from helhet.web import forms
from tests.web.markup import elements, one


class Invitation(forms.Form):
    topic = fields.CharField(label="Topic", max_length=40, help_text="A few words.")
    words = forms.Prose(label="What happened", max_length=10)
    day = forms.DateField(label="Day")
    place = fields.ChoiceField(label="Place", choices=[("", "Choose"), ("s", "School")])
    way = fields.ChoiceField(
        label="Way",
        help_text="You can change it.",
        choices=[("a", "Call"), ("b", "Meet")],
        widget=forms.ChoiceCards(help={"a": "Today."}),
    )
    who = fields.MultipleChoiceField(
        label="Who", required=False, choices=[("k", "Kari")], widget=fields.CheckboxSelectMultiple
    )
    read = fields.BooleanField(label="I have read it")
    version = fields.IntegerField(widget=fields.HiddenInput)


FILLED = {
    "topic": "Homework",
    "words": "Went well",
    "day": "24.11.2026",
    "place": "s",
    "way": "a",
    "read": "on",
    "version": "1",
}


def page(**changes: str) -> str:
    """The form as it comes back, filled in except for what is changed."""
    return str(Invitation(FILLED | changes))


def test_a_field_with_help_is_described_by_it() -> None:
    html = str(Invitation())

    assert one(html, "label", for_="id_topic").text == "Topic (required)"
    assert one(html, id="id_topic")["aria-describedby"] == "id_topic_helptext"
    assert one(html, id="id_topic_helptext").text == "A few words."
    assert one(html, id="id_topic")["class"] == "ds-input"


def test_an_error_stands_beside_its_field_and_is_tied_to_it() -> None:
    html = page(topic="")

    assert one(html, id="id_topic")["aria-invalid"] == "true"
    assert one(html, id="id_topic")["aria-describedby"] == "id_topic_helptext id_topic_error"
    assert one(html, id="id_topic_error").text == "Write something here."
    assert [p["class"] for p in elements(html, "p", data_field="validation")] == ["ds-validation-message"]


def test_the_summary_links_to_each_field_with_an_error() -> None:
    with translation.override("en"):
        html = page(topic="", way="", read="")

    assert one(html, class_="ds-error-summary")["tabindex"] == "-1"
    assert [(a["href"], a.text) for a in elements(html, "a", class_="ds-link")] == [
        ("#id_topic", "Topic – Write something here."),
        ("#id_way_0", "Way – Choose one."),
        ("#id_read", "I have read it – Tick this first."),
    ]
    assert [e.tag for target in ("id_topic", "id_way_0", "id_read") for e in elements(html, id=target)] == [
        "input",
        "input",
        "input",
    ]


def test_a_form_without_errors_has_no_summary() -> None:
    assert elements(page(), class_="ds-error-summary") == []


def test_a_choice_is_a_fieldset_whose_legend_asks_the_question() -> None:
    html = page(way="")

    assert [legend.text for legend in elements(html, "legend")] == ["Way (required)", "Who"]
    assert one(html, "fieldset", id="id_way")["aria-describedby"] == "id_way_helptext id_way_error"
    assert [(r["id"], r["name"], r["value"]) for r in elements(html, "input", type="radio")] == [
        ("id_way_0", "way", "a"),
        ("id_way_1", "way", "b"),
    ]
    assert one(html, "label", for_="id_way_1").text == "Meet"


def test_a_card_is_described_by_its_sentence() -> None:
    html = str(Invitation())

    assert one(html, id="id_way_0")["aria-describedby"] == "id_way_0_help"
    assert one(html, id="id_way_0_help").text == "Today."
    assert "aria-describedby" not in one(html, id="id_way_1").attrs


def test_a_text_too_long_is_told_and_never_cut() -> None:
    html = page(words="More than ten characters")

    area = one(html, "textarea")
    assert (area["data-limit"], "maxlength" in area.attrs) == ("10", False)
    assert area.text == "More than ten characters"
    assert area["aria-describedby"] == "id_words_error id_words_limit"


def test_a_day_is_read_as_people_write_it_and_shown_as_browsers_want_it() -> None:
    form = Invitation(FILLED)

    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 11, 24)
    shown = str(Invitation(initial={"day": date(2026, 11, 24)}))
    assert (one(shown, id="id_day")["type"], one(shown, id="id_day")["value"]) == ("date", "2026-11-24")


def test_the_browser_leaves_the_mistakes_to_the_server() -> None:
    assert [e.tag for e in elements(str(Invitation())) if "required" in e.attrs] == []


def test_a_hidden_field_is_only_an_input() -> None:
    assert one(page(), "input", name="version").attrs == {
        "type": "hidden",
        "name": "version",
        "value": "1",
        "id": "id_version",
    }
