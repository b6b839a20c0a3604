"""What anyone may fetch of a log: its checkpoints, and proofs that a later one only adds to an earlier.

For witnesses outside. Nothing here is about a person. A log's size tells how many seals there are, not how many rows;
only that a municipality left more than 256 of them between two looks of the sealer, when it grows by several at once.
"""

from base64 import b64encode
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from helhet.audit.queries import checkpoint_at, consistency, latest_checkpoint, noted
from helhet.audit.sealing.merkle import ProofError

TEXT = "text/plain; charset=utf-8"


@login_not_required
@require_safe
def checkpoint(request: HttpRequest, municipality: UUID) -> HttpResponse:
    """The newest checkpoint, or with `?size=` an older one, as a C2SP note."""
    size = _number(request, "size") if "size" in request.GET else None
    found = latest_checkpoint(municipality) if size is None else checkpoint_at(municipality, size)
    if found is None:
        raise Http404
    return HttpResponse(noted(found), content_type=TEXT)


@login_not_required
@require_safe
def consistency_proof(request: HttpRequest, municipality: UUID) -> HttpResponse:
    """The proof that the log of `?from=` seals is the beginning of that of `&to=`: a hash in base64 a line."""
    try:
        proof = consistency(municipality, _number(request, "from"), _number(request, "to"))
    except ProofError as error:
        raise Http404 from error
    return HttpResponse("".join(f"{b64encode(one).decode()}\n" for one in proof), content_type=TEXT)


def _number(request: HttpRequest, name: str) -> int:
    """A number of seals. Raises Http404."""
    text = request.GET.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Http404
    return int(text)
