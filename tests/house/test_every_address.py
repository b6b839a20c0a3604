"""Every address, and what each of the cast is answered there. A new address is a new row, or this fails.

A page that only takes what is sent is sent an empty form.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import NOW
from tests.house.scene import Scene, set_scene

# 200 a page, 302 sent on (to sign in, or to one's own page), 403 seen but not theirs to do, 404 nothing there,
# 422 an empty form is not enough, 401 asked to sign in with what was typed kept.
WHO = ("nobody", "Kari", "Jonas", "Nils", "Rektor", "Amir", "Mona", "placeless")
# fmt: off
ADDRESSES: dict[str, tuple[int, ...]] = {
    #                          nobody Kari Jonas Nils Rektor Amir Mona placeless
    "health":                  (200, 200, 200, 200, 200, 200, 200, 200),
    "front":                   (200, 200, 200, 200, 200, 200, 200, 200),
    "language":                (302, 302, 302, 302, 302, 302, 302, 302),
    "concerns:list":           (302, 200, 200, 200, 200, 200, 404, 403),
    "concerns:new":            (302, 200, 200, 200, 200, 200, 404, 403),
    "concerns:note":           (302, 200, 404, 404, 404, 404, 404, 403),
    "concerns:read":           (302, 403, 404, 404, 404, 404, 404, 403),
    "concerns:share":          (302, 200, 404, 404, 404, 404, 404, 403),
    "concerns:talk":           (302, 200, 404, 404, 404, 404, 404, 403),
    "concerns:no_talk":        (302, 200, 404, 404, 404, 404, 404, 403),
    "concerns:decide":         (302, 200, 404, 404, 404, 404, 404, 403),
    "concerns:report":         (302, 200, 404, 404, 404, 404, 404, 403),
    "concerns:report_answer":  (302, 200, 404, 404, 404, 404, 404, 403),
    "family:home":             (302, 404, 404, 404, 404, 404, 302, 403),
    "family:plan":             (302, 404, 404, 404, 404, 404, 200, 403),
    "family:text":             (302, 404, 404, 404, 404, 404, 200, 403),
    "family:log":              (302, 404, 404, 404, 404, 404, 200, 403),
    "flow:choose":             (302, 404, 404, 404, 302, 302, 404, 403),
    "flow:newest":             (302, 404, 404, 404, 200, 404, 404, 403),
    "flow:half_year":          (302, 404, 404, 404, 200, 404, 404, 403),
    "log:checkpoint":          (200, 200, 200, 200, 200, 200, 200, 200),
    "log:consistency":         (404, 404, 404, 404, 404, 404, 404, 404),
    "newsletter:archive":    (200, 200, 200, 200, 200, 200, 200, 200),
    "newsletter:feed":       (200, 200, 200, 200, 200, 200, 200, 200),
    "newsletter:sign_up":    (200, 200, 200, 200, 200, 200, 200, 200),
    "newsletter:asked":      (200, 200, 200, 200, 200, 200, 200, 200),
    "newsletter:confirm":    (410, 410, 410, 410, 410, 410, 410, 410),
    "newsletter:leave":      (404, 404, 404, 404, 404, 404, 404, 404),
    "newsletter:issue":      (200, 200, 200, 200, 200, 200, 200, 200),
    "feedback:found":        (404, 404, 404, 404, 404, 404, 404, 404),
    "feedback:more":         (404, 404, 404, 404, 404, 404, 404, 404),
    "feedback:thanks":       (404, 404, 404, 404, 404, 404, 404, 404),
    "feedback:changed":      (200, 200, 200, 200, 200, 200, 200, 200),
    "newsletter_desk:list":  (302, 404, 404, 404, 404, 404, 404, 404),
    "newsletter_desk:new":   (302, 404, 404, 404, 404, 404, 404, 404),
    "newsletter_desk:issue": (302, 404, 404, 404, 404, 404, 404, 404),
    "newsletter_desk:write": (302, 404, 404, 404, 404, 404, 404, 404),
    "newsletter_desk:ready": (302, 404, 404, 404, 404, 404, 404, 404),
    "newsletter_desk:send":  (302, 404, 404, 404, 404, 404, 404, 404),
    "priorities:choose":     (302, 404, 404, 404, 404, 404, 404, 404),
    "priorities:home":       (302, 404, 404, 404, 404, 404, 404, 404),
    "priorities:begin":      (302, 404, 404, 404, 404, 404, 404, 404),
    "priorities:draft":      (302, 404, 404, 404, 404, 404, 404, 404),
    "priorities:about":      (302, 404, 404, 404, 404, 404, 404, 404),
    "priorities:adopt":      (302, 404, 404, 404, 404, 404, 404, 404),
    "priorities:figures":    (302, 404, 404, 404, 404, 404, 404, 404),
    "priorities:new":        (302, 404, 404, 404, 404, 404, 404, 404),
    "priorities:part":       (302, 404, 404, 404, 404, 404, 404, 404),
    "priorities:up":         (302, 404, 404, 404, 404, 404, 404, 404),
    "priorities:remove":     (302, 404, 404, 404, 404, 404, 404, 404),
    "priorities:reading":    (302, 404, 404, 404, 404, 404, 404, 404),
    "priorities:report":     (302, 404, 404, 404, 404, 404, 404, 404),
    "priorities:report_pdf": (302, 404, 404, 404, 404, 404, 404, 404),
    "public_priorities:newest":  (404, 404, 404, 404, 404, 404, 404, 404),  # nothing is adopted here
    "public_priorities:version": (404, 404, 404, 404, 404, 404, 404, 404),
    "feedback_desk:inbox":   (302, 404, 404, 404, 404, 404, 404, 404),
    "feedback_desk:answer":  (302, 404, 404, 404, 404, 404, 404, 404),
    "guides:list":             (200, 200, 200, 200, 200, 200, 200, 200),
    "guides:pack":             (200, 200, 200, 200, 200, 200, 200, 200),
    "measures:list":           (200, 200, 200, 200, 200, 200, 200, 200),
    "measures:compare":        (200, 200, 200, 200, 200, 200, 200, 200),
    "measures:grades":         (200, 200, 200, 200, 200, 200, 200, 200),
    "measures:measure":        (200, 200, 200, 200, 200, 200, 200, 200),
    "learning:list":           (200, 200, 200, 200, 200, 200, 200, 200),
    "learning:path":           (200, 200, 200, 200, 200, 200, 200, 200),
    "learning:mine":           (302, 200, 200, 200, 200, 200, 200, 200),
    "learning:progress":       (302, 200, 200, 200, 200, 200, 200, 200),
    "learning:certificate":    (302, 404, 404, 404, 404, 404, 404, 404),
    "learning:forget":         (302, 302, 302, 302, 302, 302, 302, 302),
    "learning:step":           (302, 302, 302, 302, 302, 302, 302, 302),
    "indicators:find":         (200, 200, 200, 200, 200, 200, 200, 200),
    "indicators:figures":      (200, 200, 200, 200, 200, 200, 200, 200),
    "indicators:everywhere":   (200, 200, 200, 200, 200, 200, 200, 200),
    "indicators:everywhere_csv": (404, 404, 404, 404, 404, 404, 404, 404),  # nothing is taken in here
    "indicators:everywhere_json": (404, 404, 404, 404, 404, 404, 404, 404),
    "indicators:picture":      (200, 200, 200, 200, 200, 200, 200, 200),
    "indicators:picture_csv":  (200, 200, 200, 200, 200, 200, 200, 200),
    "indicators:figure":       (404, 404, 404, 404, 404, 404, 404, 404),
    "indicators:figure_csv":   (404, 404, 404, 404, 404, 404, 404, 404),
    "indicators:figure_json":  (404, 404, 404, 404, 404, 404, 404, 404),
    "indicators:figure_svg":   (404, 404, 404, 404, 404, 404, 404, 404),
    "rights:home":             (200, 200, 200, 200, 200, 200, 200, 200),
    "rights:age":              (200, 200, 200, 200, 200, 200, 200, 200),
    "rights:ladder":           (200, 200, 200, 200, 200, 200, 200, 200),
    "rights:ask":              (200, 200, 200, 200, 200, 200, 200, 200),
    "rights:everything":       (200, 200, 200, 200, 200, 200, 200, 200),
    "rights:one":              (200, 200, 200, 200, 200, 200, 200, 200),
    "rights:who":              (200, 200, 200, 200, 200, 200, 200, 200),
    "rights:body":             (200, 200, 200, 200, 200, 200, 200, 200),
    "rights_data:services":    (200, 200, 200, 200, 200, 200, 200, 200),
    "rights_data:turtle":      (200, 200, 200, 200, 200, 200, 200, 200),
    "rights_data:json_ld":     (200, 200, 200, 200, 200, 200, 200, 200),
    "library:front":           (200, 200, 200, 200, 200, 200, 200, 200),
    "library:search":          (200, 200, 200, 200, 200, 200, 200, 200),
    "library:item":            (200, 200, 200, 200, 200, 200, 200, 200),
    "desk":                    (302, 404, 404, 404, 404, 404, 404, 404),
    "library_desk:home":       (302, 404, 404, 404, 404, 404, 404, 404),
    "library_desk:new":        (302, 404, 404, 404, 404, 404, 404, 404),
    "library_desk:history":    (302, 404, 404, 404, 404, 404, 404, 404),
    "library_desk:again":      (302, 404, 404, 404, 404, 404, 404, 404),
    "library_desk:keep":       (302, 404, 404, 404, 404, 404, 404, 404),
    "library_desk:look_through": (302, 404, 404, 404, 404, 404, 404, 404),
    "library_desk:move":       (302, 404, 404, 404, 404, 404, 404, 404),
    "library_desk:withdraw":   (302, 404, 404, 404, 404, 404, 404, 404),
    "library_desk:write":      (302, 404, 404, 404, 404, 404, 404, 404),
    "library_desk:preview":    (302, 404, 404, 404, 404, 404, 404, 404),
    "library_desk:send":       (302, 404, 404, 404, 404, 404, 404, 404),
    "library_desk:back":       (302, 404, 404, 404, 404, 404, 404, 404),
    "library_desk:approve":    (302, 404, 404, 404, 404, 404, 404, 404),
    "library_desk:pictures":   (302, 404, 404, 404, 404, 404, 404, 404),
    "picture":                 (404, 404, 404, 404, 404, 404, 404, 404),
    "open_data:home":          (200, 200, 200, 200, 200, 200, 200, 200),
    "open_data_catalogue:catalogue": (200, 200, 200, 200, 200, 200, 200, 200),
    "open_data_catalogue:turtle": (200, 200, 200, 200, 200, 200, 200, 200),
    "open_data_catalogue:json_ld": (200, 200, 200, 200, 200, 200, 200, 200),
    "open_data_catalogue:xml": (200, 200, 200, 200, 200, 200, 200, 200),
    "sign_in":                 (200, 200, 200, 200, 200, 200, 200, 200),
    "sign_out":                (302, 302, 302, 302, 302, 302, 302, 302),
    "demo_mail":               (200, 200, 200, 200, 200, 200, 200, 200),
    "demo_as_worker":          (302, 302, 302, 302, 302, 302, 302, 302),
    "demo_as_family":          (302, 302, 302, 302, 302, 302, 302, 302),
    "plans:day":               (302, 200, 200, 200, 200, 200, 302, 403),
    "plans:act_for":           (302, 404, 404, 404, 404, 404, 404, 403),
    "plans:list":              (302, 200, 200, 200, 200, 200, 302, 403),
    "plans:news":              (302, 200, 200, 200, 200, 200, 302, 403),
    "plans:record":            (302, 200, 200, 200, 200, 200, 302, 403),
    "plans:disclosed":         (302, 200, 200, 200, 200, 200, 302, 403),
    "plans:open":              (302, 200, 404, 404, 404, 404, 404, 403),
    "plans:plan":              (302, 200, 200, 404, 200, 404, 404, 403),
    "plans:log":               (302, 302, 302, 404, 302, 404, 404, 403),
    "plans:guardians":         (302, 200, 403, 404, 403, 404, 404, 403),
    "plans:contact":           (302, 200, 403, 404, 403, 404, 404, 403),
    "plans:changed":           (302, 200, 403, 404, 403, 404, 404, 403),
    "plans:around":            (302, 200, 403, 404, 403, 404, 404, 403),
    "plans:ask":               (302, 200, 403, 404, 403, 404, 404, 403),
    "plans:answer":            (302, 200, 403, 404, 403, 404, 404, 403),
    "plans:goal":              (302, 200, 200, 404, 403, 404, 404, 403),
    "plans:measure":           (302, 200, 200, 404, 403, 404, 404, 403),
    "plans:accept_measure":    (302, 403, 302, 404, 403, 404, 404, 403),
    "plans:write":             (302, 200, 200, 404, 403, 404, 404, 403),
    "plans:invite":            (302, 200, 403, 404, 403, 404, 404, 403),
    "plans:invitation":        (302, 404, 404, 404, 404, 404, 404, 403),
    "plans:first_contact":     (302, 302, 302, 404, 403, 404, 404, 403),
    "plans:offer":             (302, 200, 403, 404, 200, 404, 404, 403),
    "plans:cancel_offer":      (302, 404, 404, 404, 404, 404, 404, 403),
    "plans:answer_offer":      (302, 404, 404, 404, 404, 404, 404, 403),
    "plans:meeting":           (302, 200, 403, 404, 403, 404, 404, 403),
    "plans:child_talk":        (302, 302, 403, 404, 403, 404, 404, 403),
    "plans:conclude":          (302, 200, 403, 404, 403, 404, 404, 403),
    "plans:withdraw":          (302, 200, 200, 404, 403, 404, 404, 403),
    "plans:except":            (302, 200, 200, 404, 403, 404, 404, 403),
    "plans:care":              (302, 200, 403, 404, 403, 404, 404, 403),
    "plans:ask_alone":         (302, 403, 403, 404, 403, 404, 404, 403),
    "plans:stuck":             (302, 302, 302, 404, 302, 404, 404, 403),  # it is said already
    "plans:stuck_take":        (302, 302, 403, 404, 302, 404, 404, 403),
    "plans:stuck_answer":      (302, 200, 403, 404, 200, 404, 404, 403),
    "plans:stuck_follow_up":   (302, 404, 403, 404, 403, 404, 404, 403),  # nobody has answered yet
    "plans:close":             (302, 200, 403, 404, 403, 404, 404, 403),
    "plans:reopen":            (302, 403, 403, 404, 403, 404, 404, 403),
    "plans:entry":             (302, 200, 200, 404, 404, 404, 404, 403),
    "plans:tell":              (302, 200, 403, 404, 404, 404, 404, 403),
    "plans:family_told":       (302, 302, 403, 404, 404, 404, 404, 403),
    "plans:unit":              (302, 404, 404, 404, 200, 200, 404, 403),
    "plans:unit_left":         (302, 404, 404, 404, 200, 404, 404, 403),
}
# fmt: on


class Undone(Exception):
    """Raised to take back what a visit did."""


def addresses(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """Every address by its full name, and the parts it takes."""
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield f"{namespace}{one.name}", frozenset(one.pattern.converters)
        else:
            inner = f"{one.namespace}:" if one.namespace else ""
            for name, parts in addresses(one, namespace + inner):
                yield name, parts | frozenset(one.pattern.converters)


EVERY = dict(addresses(get_resolver()))


def visit(scene: Scene, who: str, name: str) -> int:
    """What somebody is answered; whatever it did is undone."""
    browser = scene.browser(who)
    browser.raise_request_exception = False
    address = reverse(name, kwargs={part: scene.named[part] for part in EVERY[name]})
    status = 0
    try:
        with transaction.atomic():
            status = browser.get(address).status_code
            if status == 405:
                status = browser.post(address).status_code
            raise Undone
    except Undone:
        return status


@pytest.fixture
def scene(db: None, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return set_scene()


def test_every_address_stands_in_the_table() -> None:
    assert sorted(ADDRESSES) == sorted(EVERY)


@pytest.mark.parametrize("who", WHO)
def test_what_each_is_answered(scene: Scene, who: str) -> None:
    place = WHO.index(who)
    assert {n: visit(scene, who, n) for n in ADDRESSES} == {n: row[place] for n, row in ADDRESSES.items()}
