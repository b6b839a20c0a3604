"""The editors' desk: what waits, new items, and one item through its versions."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST, require_safe

from helhet.core.publishing import PublishingRefused, VersionState
from helhet.library import actions, forms, queries
from helhet.library.editing import at_the_desk, desk_page, editor_of, item_at
from helhet.library.models import Item
from helhet.library.shown import page_of
from helhet.library.words import REFUSED, STATE
from helhet.web.clock import now, today
from helhet.web.forms import Form
from helhet.web.refusals import refuse

NORWEGIAN = "nb"


@require_safe
@at_the_desk
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me: to be read, to be written on, to be looked through again."""
    found = queries.desk(editor_of(request), on=today())
    shown = {
        name: [(page_of(one, NORWEGIAN), STATE[one.state]) for one in getattr(found, name)]
        for name in ("to_read", "mine", "others", "overdue")
    }
    published = [page_of(one, NORWEGIAN) for one in queries.all_published()]
    published.sort(key=lambda page: page.title.casefold())
    return render(request, "library/desk.html", shown | {"published": published, "editor": editor_of(request)})


@desk_page
class New(View):
    """A new item."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, forms.NewForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = forms.NewForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            try:
                made = actions.begin_item(
                    slug=forms.slug_of(given["title"]),
                    title=given["title"],
                    language=given["language"],
                    kind=given["kind"],
                    actor=editor_of(request),
                    at=now(),
                )
            except PublishingRefused as refused:
                refuse(form, refused, REFUSED | {"address_taken": ("title", REFUSED["address_taken"][1])})
            else:
                return redirect("library_desk:write", text=made.pk)
        return self.page(request, form, 422)

    def page(self, request: HttpRequest, form: forms.NewForm, status: int = 200) -> HttpResponse:
        """The form."""
        return render(request, "library/new.html", {"form": form}, status=status)


@require_safe
@at_the_desk
def history(request: HttpRequest, item: UUID) -> HttpResponse:
    """An item: its address, its versions, and what was done with each by whom."""
    found = item_at(item)
    versions = queries.versions_of(found)
    out = next((one for one in versions if one.state == VersionState.PUBLISHED), None)
    context = {
        "item": found,
        "page": page_of(out or versions[0], NORWEGIAN),
        "versions": [(one, STATE[one.state]) for one in versions],
        "out": out,
        "making": next((one for one in versions if one.in_the_making), None),
        "editor": editor_of(request),
    }
    return render(request, "library/history.html", context)


@require_POST
@at_the_desk
def again(request: HttpRequest, item: UUID) -> HttpResponse:
    """Go on writing, from what is out."""
    made = actions.begin_version(item=item_at(item), actor=editor_of(request), at=now())
    return redirect("library_desk:write", text=made.pk)


@require_POST
@at_the_desk
def keep(request: HttpRequest, item: UUID) -> HttpResponse:
    """Look after an item from now on."""
    actions.keep(item=item_at(item), actor=editor_of(request))
    messages.success(request, _("You look after it now, and get the letter when it is to be looked through again."))
    return redirect("library_desk:history", item=item)


class Doing(View):
    """One thing done with an item: a form with a button, and a refusal in words."""

    form: type[Form]
    template = ""

    def get(self, request: HttpRequest, item: UUID) -> HttpResponse:
        found = item_at(item)
        return self.page(request, found, self.form(initial=self.initial(found)))

    def post(self, request: HttpRequest, item: UUID) -> HttpResponse:
        found, form = item_at(item), self.form(request.POST)
        if form.is_valid():
            try:
                self.do(request, found, form)
            except PublishingRefused as refused:
                refuse(form, refused, REFUSED)
            else:
                return redirect("library_desk:history", item=found.pk)
        return self.page(request, found, form, 422)

    def initial(self, item: Item) -> dict[str, object]:
        """What the form holds at first."""
        del item
        return {}

    def do(self, request: HttpRequest, item: Item, form: Form) -> None:
        """The action."""
        raise NotImplementedError

    def page(self, request: HttpRequest, item: Item, form: Form, status: int = 200) -> HttpResponse:
        """The form, with the item it is about."""
        return render(request, self.template, {"item": item, "form": form}, status=status)


@desk_page
class LookThrough(Doing):
    """It still holds."""

    form = forms.LookThroughForm
    template = "library/look_through.html"

    def initial(self, item: Item) -> dict[str, object]:
        """A year ahead."""
        return {"review_on": today() + timedelta(days=365)}

    def do(self, request: HttpRequest, item: Item, form: Form) -> None:
        actions.look_through(item=item, review_on=form.cleaned_data["review_on"], actor=editor_of(request), at=now())


@desk_page
class Move(Doing):
    """Another address."""

    form = forms.AddressForm
    template = "library/move.html"

    def initial(self, item: Item) -> dict[str, object]:
        """The one it has."""
        return {"slug": item.slug}

    def do(self, request: HttpRequest, item: Item, form: Form) -> None:
        actions.move(item=item, slug=form.cleaned_data["slug"], actor=editor_of(request), at=now())


@desk_page
class Withdraw(Doing):
    """Take it away."""

    form = forms.WithdrawForm
    template = "library/withdraw.html"

    def do(self, request: HttpRequest, item: Item, form: Form) -> None:
        actions.withdraw(item=item, note=form.cleaned_data["note"], actor=editor_of(request), at=now())
