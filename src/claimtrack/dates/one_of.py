"""Several dates of which one holds, as EDTF text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def edtf_one_of(forms: Sequence[str]) -> str:
    """Write dates of which one holds as a set (ISO 8601-2, 4.5): `[2016-03-04,2016-04-03]`.

    Args:
        forms: the dates in EDTF; an interval becomes a range of the set.

    Returns:
        The set; the date itself for a single one; empty where one is empty or is a set with an "and" of its own.
    """
    distinct = list(dict.fromkeys(forms))
    if not all(distinct) or any(form[0] == "{" for form in distinct):
        return ""
    if len(distinct) == 1:
        return distinct[0]
    members = [
        form[1:-1] if form[0] == "[" else form.replace("/", "..").replace("....", "..") for form in distinct
    ]
    return f"[{','.join(members)}]"
