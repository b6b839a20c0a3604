"""What a dataset of figures holds, and what to know before using it, in words."""

from helhet.core.texts import Text
from helhet.indicators.catalogue import Indicator

COUNTED = Text(nb="Dette telles: {what}.", nn="Dette blir talt: {what}.", en="What is counted: {what}.")
OUT_OF = Text(nb="Av: {what}.", nn="Av: {what}.", en="Out of: {what}.")
WINDOW = Text(
    nb="Hvert tall er for {what} år samlet, og aldri for ett år alene.",
    nn="Kvart tal er for {what} år samla, og aldri for eitt år åleine.",
    en="Each figure is for {what} years together, and never for one year alone.",
)
MAP = Text(
    nb="Eldre tall er flyttet til dagens kommuner der det lar seg gjøre; ved hvert tall står det hvordan.",
    nn="Eldre tal er flytte til kommunane i dag der det lèt seg gjere; ved kvart tal står det korleis.",
    en="Older figures are moved to today's municipalities where that can be done; each figure says how.",
)
MARKS = Text(
    nb="Tall som kilden har skjult fordi de gjelder få, er skjult her også: da står kildens merke og ikke noe tall.",
    nn="Tal som kjelda har gøymt fordi dei gjeld få, er gøymde her òg: då står merket til kjelda og ikkje noko tal.",
    en="What the source hides because it is about few is hidden here too: its mark stands there, and no number.",
)


def counted(about: Indicator) -> Text:
    """What is counted, and out of what."""
    said = _filled(COUNTED, about.numerator)
    return joined(said, _filled(OUT_OF, about.denominator)) if about.denominator else said


def notes(about: Indicator) -> tuple[Text, ...]:
    """What to know before using the figures."""
    years = str(about.window_years)
    window = [_filled(WINDOW, Text(years, years, years))] if about.window_years > 1 else []
    return (*window, MAP, MARKS)


def joined(*texts: Text) -> Text:
    """One text after another."""
    return Text(
        nb=" ".join(one.nb for one in texts), nn=" ".join(one.nn for one in texts), en=" ".join(one.en for one in texts)
    )


def _filled(form: Text, words: Text) -> Text:
    return Text(
        nb=form.nb.format(what=words.nb),
        nn=form.nn.format(what=words.nn),
        en=form.en.format(what=words.en),
    )
