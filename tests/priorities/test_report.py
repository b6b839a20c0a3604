"""The yearly report: what it says, that each number points at a source, and that the PDF can be read by everybody."""

import importlib
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from helhet.priorities.actions import add_part, note_reading
from helhet.priorities.models import Programme, Target
from helhet.priorities.queries import whole
from helhet.priorities.report import pdf
from helhet.priorities.report.compose import Report, compose
from tests.cast import NOW, TODAY
from tests.counting import same_queries
from tests.flow.town import Town as FlowTown
from tests.priorities.town import Town, own_target, publishes, run_measure
from tests.web.markup import elements

BULLIED = [
    ("1508", 2019, 2021, "9.1"), ("1508", 2020, 2022, "10.2"), ("1508", 2021, 2023, "9.6"), ("1508", 2024, 2026, ""),
    ("15", 2020, 2022, "8.1"), ("0", 2020, 2022, "7.9"), ("0", 2021, 2023, "8.3"),
]  # fmt: skip


@pytest.fixture
def adopted(alesund: Town) -> Programme:
    """A published figure and an own one, adopted; the own read anew."""
    release = publishes("bullied", BULLIED)
    draft = alesund.has_whole_draft()
    challenge = whole(draft).challenges[0].challenge
    published = own_target(
        draft, challenge, indicator="bullied", name="Elever som blir mobbet", first_year=2020, last_year=2022,
        baseline=Decimal("10.2"), target=Decimal(8), source="Folkehelseinstituttet, nokkel/1",
        source_address=release.address, licence="CC BY 4.0", retrieved_on=release.retrieved_on,
    )  # fmt: skip
    priority = whole(draft).challenges[0].priorities[0].priority
    parts = [
        published,
        run_measure(draft, priority, "Over", from_on=date(2024, 1, 1), until_on=date(2026, 6, 30)),
        run_measure(draft, priority, "Ikke ennå", from_on=date(2027, 1, 1)),
    ]
    for part in parts:
        add_part(part=part, actor=alesund.actor, at=NOW)
    done = alesund.adopts(draft)
    reads(alesund, whole(done).targets[0], "8.1")
    return done


def plain(text: str) -> str:
    """With the space before a percent sign as anybody types it."""
    return text.replace("\xa0", " ")


def reads(town: Town, target: Target, number: str) -> None:
    note_reading(
        target=target, organisation=town.organisation, year=2026, number=Decimal(number),
        source="Egen telling, høsten 2026", actor=town.actor, at=NOW,
    )  # fmt: skip


def report_on(programme: Programme, year: int = 2026) -> Report:
    return compose(programme, year=year, on=TODAY)


def test_how_each_figure_has_gone(adopted: Programme) -> None:
    own, published = report_on(adopted).challenges[0].figures
    assert plain(own.standing) == "Det er 8,1 % i 2026: 38 prosent av veien til målet."
    assert plain(published.standing) == "Det er 9,6 % i 2021–2023: 27 prosent av veien til målet."
    assert published.columns == ("Ålesund", "Møre og Romsdal", "Hele landet")
    assert [(row.label, *map(plain, row.cells)) for row in published.rows] == [
        ("2024–2026", "skjult, fordi det gjelder få", "–", "–"),
        ("2021–2023", "9,6 %", "–", "8,3 %"),
        ("2020–2022", "10,2 %", "8,1 %", "7,9 %"),
        ("2019–2021", "9,1 %", "–", "–"),
    ]


def test_nothing_later_than_the_year_gets_in(adopted: Programme) -> None:
    adopted.adopted_on = date(2022, 1, 1)
    own, published = report_on(adopted, 2022).challenges[0].figures
    assert [row.label for row in published.rows] == ["2020–2022", "2019–2021"]
    assert published.standing == "Det er ikke publisert noe nyere tall for tiden til og med 2022."
    assert own.standing == "Det er ikke lest av siden."


def test_every_number_points_at_its_source(adopted: Programme) -> None:
    report = report_on(adopted)
    assert [one.text for one in report.sources] == [
        "Egen telling, høsten 2026", "Egen telling, våren 2025", "Folkehelseinstituttet, nokkel/1",
    ]  # fmt: skip
    rows = [row for figure in report.challenges[0].figures for row in figure.rows]
    assert [row.source for row in rows] == [1, 2, 3, 3, 3, 3]


def test_where_each_measure_stood_at_the_end_of_the_year(adopted: Programme) -> None:
    assert [(run.measure.name, str(run.standing), str(run.in_year)) for run in report_on(adopted).measures] == [
        ("Fraværsteam", "Nytt", "begynt i år"),
        ("Ringe hjem", "Videreført", "går videre"),
        ("Over", "Nytt", "avsluttet"),
        ("Ikke ennå", "Nytt", "ikke begynt"),
    ]


def test_flow_is_told_of_the_whole_municipality_and_what_is_hidden_says_so(told: FlowTown, flowing: Town) -> None:
    (half,) = report_on(flowing.adopts(flowing.has_whole_draft())).flow
    assert [(str(one.title), one.all) for one in half.shown] == [("Spurt om å ta stafettpinnen", 120)]
    assert len(half.hidden) == 7
    page = flowing.open("report", 2026).content.decode()
    assert [name for name in ("North", "South", "East") if name in page] == []
    hidden = page.partition("Skjult fordi det er få:")[2].partition("</ul>")[0]
    assert len(elements(hidden, "li")) == 7


def test_a_report_of_much_asks_as_often_as_one_of_little(alesund: Town) -> None:
    draft = alesund.has_whole_draft()
    alesund.adopts(draft)
    challenge = whole(draft).challenges[0].challenge

    def more() -> None:  # behind the actions' back, since nobody can
        Target.objects.bulk_create([own_target(draft, challenge, place=9)])

    same_queries(more, lambda: alesund.open("report", 2026))


def test_a_chart_says_what_its_lines_are_and_that_its_scale_is_cut(fjordvik: Town) -> None:
    draft = fjordvik.has_whole_draft()
    fjordvik.adopts(draft)
    (figure,) = report_on(draft).challenges[0].figures  # from 9.4 to 6 percent
    assert (figure.key, figure.cut) == ((("own", "Fjordvik"),), True)
    page = fjordvik.open("report", 2026).content.decode()
    assert (page.count("Skalaen begynner ikke på null."), page.count('"report-key__own">Fjordvik<')) == (1, 1)


def test_the_year_a_new_version_is_adopted_tells_what_became_of_the_one_before(alesund: Town) -> None:
    alesund.adopts(alesund.has_whole_draft(), on=date(2025, 11, 12))
    found = report_on(alesund.adopts(alesund.begins())).since
    assert found is not None
    assert [run.name for run in found.carried_on] == ["Fraværsteam", "Ringe hjem"]
    assert (found.new, found.gone, [one.goes_on for one in found.figures]) == ((), (), [True])
    page = alesund.open("report", 2026).content.decode()
    assert page.count("Ved siden av forrige utgave") == 1
    assert alesund.open("report", 2025).content.decode().count("Ved siden av forrige utgave") == 0


def test_the_reports_of_earlier_years_stand_on_the_desk(alesund: Town) -> None:
    alesund.adopts(alesund.has_whole_draft(), on=date(2024, 11, 12))
    links = [one["href"] for one in elements(alesund.open("home").content.decode(), "a")]
    reports = [link for link in links if link.startswith("/desk/priorities/1508/report/") and link.endswith("/")]
    assert reports == [f"/desk/priorities/1508/report/{year}/" for year in (2026, 2025, 2024)]


@pytest.mark.parametrize(("year", "status"), [(2026, 200), (2025, 404), (2027, 404)])
def test_a_report_is_of_a_year_in_which_something_was_in_force(
    adopted: Programme, alesund: Town, year: int, status: int
) -> None:
    assert alesund.open("report", year).status_code == status


@pytest.mark.parametrize(
    ("language", "title", "heading"),
    [
        ("nb", "Årsrapport 2026, Ålesund", "Kilder"),
        ("nn", "Årsrapport 2026, Ålesund", "Kjelder"),
        ("en", "Yearly report 2026, Ålesund", "Sources"),
    ],
)
def test_the_pdf_is_tagged_and_says_its_title_and_language(
    adopted: Programme, alesund: Town, language: str, title: str, heading: str
) -> None:
    made = made_pdf(alesund, language)
    root: Any = made.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        language, True, True,
    )  # fmt: skip
    assert made.metadata is not None
    assert (made.metadata.title, made.metadata.author) == (title, "Ålesund kommune")
    outline = [str(one.title) for one in flat(made.outline)]
    assert (outline[-1], outline.count("Mange er borte")) == (heading, 1)
    assert re.findall(r"pdfuaid:part[^0-9]*1", root["/Metadata"].get_data().decode()) != []


def test_the_pdf_gives_every_picture_words_every_table_heads_and_every_page_its_number(
    adopted: Programme, alesund: Town
) -> None:
    made = made_pdf(alesund, "nb")
    tags = list(tagged(made.trailer["/Root"]["/StructTreeRoot"]))  # type: ignore[index]
    alts = [str(tag["/Alt"]) for tag in tags if tag["/S"] == "/Figure"]
    assert [alt.partition(" gjennom")[0] for alt in alts] == ["Elever med mye fravær", "Elever som blir mobbet"]
    cells = [tag["/A"]["/Headers"] for tag in tags if tag["/S"] == "/TD"]
    assert {len(heads) for heads in cells} == {2}, "each cell knows its row's head and its column's"
    roles = {str(tag["/S"]) for tag in tags}
    needed = {"/H1", "/H2", "/H3", "/P", "/Table", "/Caption", "/TH", "/TD", "/L", "/LI", "/Link", "/Figure"}
    assert needed - roles == set()
    pages = [page.extract_text() for page in made.pages]
    count = len(pages)
    assert [bool(re.search(rf"{n} / {count}\b", text)) for n, text in enumerate(pages, start=1)] == [True] * count


def test_without_pango_there_is_no_button_and_the_page_can_be_printed(
    adopted: Programme, alesund: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("priorities:report_pdf", args=["1508", 2026])
    assert [one["href"] for one in elements(alesund.open("home").content.decode(), "a")].count(address) == 1
    for place in ("draft", "report"):
        monkeypatch.setattr(f"helhet.priorities.views.{place}.can_make_pdf", lambda: False)
    pages = [alesund.open("home"), alesund.open("report", 2026)]
    assert [one["href"] for page in pages for one in elements(page.content.decode(), "a") if "pdf" in one["href"]] == []
    assert pages[1].content.decode().count("Skriv ut siden fra nettleseren") == 1
    assert alesund.open("report_pdf", 2026).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["https://example.org/x.png", "file:///etc/hostname", "http://127.0.0.1/", f"{pdf.STATIC}priorities/none.css"],
)
def test_nothing_from_outside_gets_into_a_pdf(address: str) -> None:
    if not pdf.can_make_pdf():
        pytest.skip("no Pango on this machine")
    urls = importlib.import_module("weasyprint.urls")
    files = importlib.import_module("helhet.priorities.report.own_files").OwnFiles(pdf.STATIC)
    with pytest.raises(urls.FatalURLFetchingError):
        files.fetch(address)


def made_pdf(town: Town, language: str) -> PdfReader:
    """The report as the button makes it."""
    if not pdf.can_make_pdf():
        pytest.skip("no Pango on this machine")
    with translation.override("nb"):
        answer = town.browser.get(
            reverse("priorities:report_pdf", args=[town.organisation.code, 2026]) + f"?language={language}"
        )
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return PdfReader(BytesIO(answer.content))


def flat(outline: list[Any]) -> Iterator[Any]:
    for one in outline:
        if isinstance(one, list):
            yield from flat(one)
        else:
            yield one


def tagged(node: Any) -> Iterator[Any]:
    """Every element of the structure tree that has a role."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from tagged(one)
    elif hasattr(node, "get"):
        if node.get("/S"):
            yield node
        if "/K" in node:
            yield from tagged(node["/K"])
