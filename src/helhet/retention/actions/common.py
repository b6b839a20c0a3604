"""What every action on something kept begins with."""

from helhet.retention.queries.matters import Matter, NoSuchMatter, kind_of, name_of


def locked(matter: Matter) -> Matter:
    """The plan or the note as it is now, ours alone until the transaction ends. Raises NoSuchMatter."""
    rows = type(matter).objects.select_for_update(of=("self",)).filter(municipality_id=matter.municipality_id)
    found = rows.select_related("child").filter(pk=matter.pk).first()
    if found is None:
        raise NoSuchMatter(f"there is no {name_of(kind_of(matter), matter.key)}")
    return found
