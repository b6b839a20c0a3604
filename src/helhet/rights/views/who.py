"""Who does what around children and young people: a picture and a list, and one page for each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from helhet.core.rights import reader
from helhet.core.rights.finding import who_can_help
from helhet.core.rights.words import Situation
from helhet.rights import picture, queries, words
from helhet.web.decorators import for_everyone


@for_everyone
def map_of_all(request: HttpRequest) -> HttpResponse:
    """Everybody, or with `?help=` who can help with something."""
    text = request.GET.get("help", "")
    about = Situation(text) if text in set(Situation) else None
    helping = who_can_help(about) if about else ()
    bodies = reader.bodies()
    context = {
        "here": "rights",
        "about": about or "",
        "about_words": words.SITUATION[about][0] if about else "",
        "situations": [(one.value, told[0]) for one, told in words.SITUATION.items()],
        "helping": [(body, words.LEVEL[body.level]) for body in helping],
        "picture": picture.draw(bodies, get_language() or "nb", frozenset(body.code for body in helping)),
        "levels": [
            (name, [body for body in bodies.values() if body.level is level]) for level, name in words.LEVEL.items()
        ],
    }
    return render(request, "rights/who.html", context)


@for_everyone
def one(request: HttpRequest, body: str) -> HttpResponse:
    """One of them: what it does, whose it is, and what one can ask it for."""
    found = reader.bodies().get(body)
    if found is None:
        raise Http404
    context = {
        "here": "rights",
        "body": found,
        "level": words.LEVEL[found.level],
        "confidence": words.CONFIDENCE[found.confidence],
        "parent": reader.bodies().get(found.parent or ""),
        "under": [other for other in reader.bodies().values() if other.parent == found.code],
        "asks": [ask for ask in reader.asks().values() if ask.body == found.code],
        "settles": any(appeal.body == found.code and appeal.deadlines for appeal in reader.appeals().values()),
        "helps": [(one.value, told[0]) for one, told in words.SITUATION.items() if one in found.helps],
        "contact": queries.contact(found, None),
    }
    return render(request, "rights/body.html", context)
