"""Binding a mapping to the columns of an input: each of its tables becomes a plan of functions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from claimtrack.importers.mapping.answers import AnswerExpression, compile_answers
from claimtrack.importers.mapping.bound import (
    AssessmentPlan,
    ClaimantPlan,
    ClaimPlan,
    DocumentPlan,
    EventPlan,
    EvidencePlan,
    LinkPlan,
    Plan,
)
from claimtrack.importers.mapping.conditions import compile_conditions
from claimtrack.importers.mapping.dates import DateExpression, compile_date
from claimtrack.importers.mapping.language import (
    ASSESSMENT_WORDS,
    CLAIM_WORDS,
    DOCUMENT_WORDS,
    EVIDENCE_WORDS,
    OF_REJECTS,
)
from claimtrack.importers.mapping.places import compile_place
from claimtrack.importers.mapping.splitting import compile_split
from claimtrack.importers.mapping.words import STAR, Writing, star_of
from claimtrack.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Mapping as Table

    from claimtrack.importers.mapping.cells import Columns
    from claimtrack.importers.mapping.language import Mapping
    from claimtrack.importers.mapping.splitting import Splitter
    from claimtrack.importers.mapping.words import Words

_LISTED = 40  # columns named in a remark

__all__ = ["AssessmentPlan", "ClaimPlan", "ClaimantPlan", "Compiler", "DocumentPlan", "EvidencePlan", "Plan"]


@dataclass(slots=True)
class Compiler:
    """Binds a mapping to columns.

    Args:
        mapping: the mapping.
        columns: those of the input.
        field_type: gives the type of a field of the case file, None where it has no such field.
        lookups: the tables of the mapping.
        fields: keys of the fields of the case file, which `*` among values stands for.
    """

    mapping: Mapping
    columns: Columns
    field_type: Callable[[str], str | None]
    lookups: Table[str, Table[str, str]] = field(default_factory=dict)
    fields: Iterable[str] = ()
    _remarks: list[str] = field(default_factory=list)

    def plan(self) -> Plan:
        """Compile everything.

        Raises:
            MappingError: the input has no such column, or something makes no sense.
        """
        content = self.mapping.content
        derived = self.mapping.content.get("columns", {})
        self.columns.look(self.mapping.sample)
        writing = Writing(self.mapping.source, self.columns, self.lookups, derived=derived)
        claims = tuple(self._claims(writing))
        names = {claim.name for claim in claims} | set(self.mapping.tables("claim"))
        evidence = tuple(self._evidence(writing, names))
        assessments = tuple(self._assessments(writing, names))
        for claim in claims:
            for link in claim.links:
                self._check_claim(f"claim.{claim.name}.link", link.claim, names)
        event = self._event(writing)
        if not claims and not assessments:
            key = f"claim.{next(iter(self.mapping.tables('claim')), '')}.claimant"
            raise self.mapping.source.error(key, "the file has none of the columns that say who speaks")
        return Plan(
            where=compile_conditions(writing, "where", content.get("where")),
            key=self._words(writing, "key", content.get("key"))
            if self._has(writing, content.get("key"))
            else None,
            event=event,
            claims=claims,
            evidence=evidence,
            assessments=assessments,
            fields={key: dict(table) for key, table in self.mapping.tables("fields").items()},
            not_taken=_listed(self.columns.left()),
            remarks=(*self._remarks, *self._strange(writing), *self._told_apart()),
        )

    def _told_apart(self) -> list[str]:
        """Tell of columns that only letter case or spaces tell from one that the mapping reads."""
        alike = self.columns.told_apart()
        told = "columns left out that only letter case, spaces or underscores tell from one that is read: "
        return [told + ", ".join(map(repr, alike))] if alike else []

    def _strange(self, writing: Writing) -> Iterator[str]:
        """Say which keys of the mapping no record seen so far has: a header would have told at once."""
        for name in writing.strange:
            near = did_you_mean(name, self.columns.keys())
            yield f"none of the first {len(self.mapping.sample)} records has {name!r} ({near})"

    # --- events -------------------------------------------------------------------------------

    def _event(self, writing: Writing) -> EventPlan:
        table = self.mapping.content["event"]
        if "key" not in table and "title" not in table:
            raise self.mapping.source.error(
                "event", "has neither key nor title", 'such as title = "{column}"'
            )
        tags = table.get("tags", [])
        tags = tags if isinstance(tags, list) else [tags]
        place = table.get("place")
        return EventPlan(
            **{
                name: self._words(writing, f"event.{name}", table.get(name))
                for name in ("key", "title", "proposition", "note")
            },
            occurred=self._date(writing, "event.occurred", table.get("occurred")),
            place=compile_place(writing, "event.place", place) if self._has(writing, place) else None,
            tags=tuple(writing.several("event.tags", item) for item in tags if self._has(writing, item)),
            when=compile_conditions(writing, "event.when", table.get("when")),
            row=self._answered(writing, table),
        )

    def _answered(self, writing: Writing, table: dict[str, Any]) -> Words | None:
        """Compile which row a row answers, and whose event it joins."""
        if "row" in table and not self.mapping.content.get("key"):
            hint = 'add: key = "{id}", at the top'
            raise self.mapping.source.error("event.row", "names a row by its key, and rows have none", hint)
        return self._words(writing, "event.row", table.get("row"))

    # --- claims -------------------------------------------------------------------------------

    def _claims(self, writing: Writing) -> Iterator[ClaimPlan]:
        for name, table in self.mapping.tables("claim").items():
            key = f"claim.{name}"
            if "claimant" not in table:
                raise self.mapping.source.error(
                    key, "has no claimant: who says it", 'such as claimant = "{column}"'
                )
            for number, (turn, local, item) in enumerate(self._each(writing, key, table)):
                called = f"{name} {number + 1}" if number else name
                yield replace(self._claim(called, key, local, item), turn=(name, turn))

    def _each(
        self, writing: Writing, key: str, table: dict[str, Any]
    ) -> Iterator[tuple[int, Writing, dict[str, Any]]]:
        """Yield a claim once for each set of short names, which are counted, and once for each of several claimants."""
        for turn, names in enumerate(self._names(key, table)):
            local = writing.calling(names) if names else writing
            claimants = table.get("claimant", "")
            for claimant in claimants if isinstance(claimants, list) else [claimants]:
                if self._has(local, claimant):
                    yield turn, local, {**table, "claimant": claimant}

    def _names(self, key: str, table: dict[str, Any]) -> list[dict[str, str]]:
        """Return the sets of short names of `each`; one that is empty where there are none."""
        given: Any = table.get("each", [{}])
        given = [given] if isinstance(given, dict) else given
        sound = isinstance(given, list) and all(
            isinstance(names, dict) and all(isinstance(column, str) for column in names.values())
            for names in given
        )
        if not sound:
            hint = 'such as [{ who = "gname" }], or { figure = "killed by *" }'
            raise self.mapping.source.error(f"{key}.each", "must be a list of tables of columns", hint)
        return [names for item in given for names in self._matching(f"{key}.each", item)]

    def _matching(self, key: str, names: dict[str, str]) -> list[dict[str, str]]:
        """Repeat short names for each column that a name with a star in it fits; else return them as they are."""
        patterns = [column for column in names.values() if "*" in column]
        if not patterns:
            return [names]
        columns = self.columns.keys()
        stars = [star for column in columns if (star := star_of(patterns[0], column)) is not None]
        if not stars:
            near = did_you_mean(patterns[0], columns)
            raise self.mapping.source.error(key, f"the file has no column like {patterns[0]!r}", near)
        return [
            {STAR: star, **{name: column.replace("*", star) for name, column in names.items()}}
            for star in stars
        ]

    def _claim(self, name: str, key: str, writing: Writing, table: dict[str, Any]) -> ClaimPlan:
        when = compile_conditions(writing, f"{key}.when", table.get("when"))
        split, writing = self._split(writing, key, table)
        return ClaimPlan(
            name=name,
            when=when,
            split=split,
            claimant=self._claimant(writing, f"{key}.claimant", table["claimant"]),
            stance=writing.words(f"{key}.stance", table.get("stance", "affirms")),
            words=self._several(writing, key, table, CLAIM_WORDS),
            said=self._date(writing, f"{key}.said", table.get("said")),
            **self._documents(writing, f"{key}.document", table.get("document")),
            answers=tuple(self._answers(writing, f"{key}.values", table.get("values", {}))),
            links=tuple(self._links(writing, f"{key}.link", table.get("link", {}))),
        )

    def _answers(self, writing: Writing, key: str, table: dict[str, Any]) -> Iterator[AnswerExpression]:
        if not isinstance(table, dict):
            raise self.mapping.source.error(
                key, "must be a table of fields", 'such as { killed = "{deaths}" }'
            )
        for name, given in self._each_field(table):
            if not self._has(writing, given):
                continue
            kind = self._type_of(name)
            if kind is None:
                hint = f'add: [fields.{name}] type = "count" (or date, place, party, text, yes_no)'
                raise self.mapping.source.error(f"{key}.{name}", f"there is no field {name!r}", hint)
            yield from compile_answers(writing, f"{key}.{name}", name, kind, given, self._defaults())
        if "other_columns" in self.mapping.content:
            from claimtrack.importers.mapping.others import other_answers

            found = other_answers(self.columns.left(), self._type_of, self._remarks)
            for name, given in found.items():
                yield from compile_answers(
                    writing, f"{key}.{name}", name, self._type_of(name) or "text", given, self._defaults()
                )

    def _each_field(self, table: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        """Yield answers by field; `*` stands for every field that is not named, and tells of those that there are not."""
        yield from ((name, given) for name, given in table.items() if name != "*")
        if not isinstance(given := table.get("*"), str):
            return
        for name in {**dict.fromkeys(self.fields), **self.mapping.tables("fields")}:
            if name not in table:
                yield name, given.replace("*", name)
        inside = re.search(r"\{([^{}|*]+)\.\*", given)
        unknown = (
            [name for name in self.columns.inside(inside[1]) if self._type_of(name) is None] if inside else []
        )
        if unknown:
            self._remarks.append(
                f"answers to fields that there are not, left out: {', '.join(unknown)} (claimtrack field add makes one)"
            )

    def _type_of(self, name: str) -> str | None:
        return self.mapping.tables("fields").get(name, {}).get("type") or self.field_type(name)

    def _links(self, writing: Writing, key: str, table: dict[str, Any]) -> Iterator[LinkPlan]:
        if not isinstance(table, dict):
            raise self.mapping.source.error(key, "must be a table", 'such as { denies = "claim" }')
        for kind, target in table.items():
            to = target if isinstance(target, dict) else {"claim": target}
            if not set(to) <= {"claim", "row", "split"} or not isinstance(to.get("claim", ""), str):
                raise self.mapping.source.error(f"{key}.{kind}", "must name a claim", 'such as "claim"')
            split, local = self._split(writing, f"{key}.{kind}", to)
            yield LinkPlan(
                kind=local.words(key, kind),
                claim=to.get("claim", next(iter(self.mapping.tables("claim")))),
                row=self._words(local, f"{key}.row", to.get("row")),
                split=split,
            )

    # --- what goes with claims ----------------------------------------------------------------

    def _evidence(self, writing: Writing, claims: set[str]) -> Iterator[EvidencePlan]:
        for name, table in self.mapping.tables("evidence").items():
            key = f"evidence.{name}"
            on = table.get("on", next(iter(self.mapping.tables("claim")), ""))
            self._check_claim(f"{key}.on", on, claims)
            for names in self._names(key, table):
                local = writing.calling(names) if names else writing
                if any(not self._has(local, f"{{{column}|}}") for column in names):
                    continue
                when = compile_conditions(local, f"{key}.when", table.get("when"))
                split, local = self._split(local, key, table)
                yield EvidencePlan(
                    name=name,
                    on=on,
                    when=when,
                    split=split,
                    key=self._words(local, f"{key}.key", table.get("key")),
                    role=local.words(f"{key}.role", table.get("role", "supports")),
                    words=self._several(local, key, table, EVIDENCE_WORDS),
                    captured=self._date(local, f"{key}.captured", table.get("captured")),
                    document=self._document(local, f"{key}.document", table.get("document")),
                )

    def _assessments(self, writing: Writing, claims: set[str]) -> Iterator[AssessmentPlan]:
        for name, table in self.mapping.tables("assessment").items():
            key = f"assessment.{name}"
            on = table.get("on", "")
            if on:
                self._check_claim(f"{key}.on", on, claims)
            when = compile_conditions(writing, f"{key}.when", table.get("when"))
            split, local = self._split(writing, key, table)
            yield AssessmentPlan(
                name=name,
                on=on,
                when=when,
                split=split,
                words=self._several(local, key, table, ASSESSMENT_WORDS),
                at=self._date(local, f"{key}.at", table.get("at")),
            )

    def _check_claim(self, key: str, name: str, claims: set[str]) -> None:
        if not isinstance(name, str):
            raise self.mapping.source.error(key, "must name a claim", f"one of: {', '.join(sorted(claims))}")
        if name not in claims:
            raise self.mapping.source.error(key, f"there is no claim {name!r}", did_you_mean(name, claims))

    # --- parts --------------------------------------------------------------------------------

    def _claimant(self, writing: Writing, key: str, given: Any) -> ClaimantPlan:
        table = given if isinstance(given, dict) and "name" in given else {"name": given}
        attributes = [
            (
                name,
                _names(writing, f"{key}.{name}", item)
                if name == "aliases"
                else writing.words(f"{key}.{name}", item),
            )
            for name, item in table.items()
            if name != "name" and self._has(writing, item)
        ]
        return ClaimantPlan(name=writing.words(key, table["name"]), attributes=tuple(attributes))

    def _documents(self, writing: Writing, key: str, given: Any) -> dict[str, Any]:
        """Compile where a claim was read: in one document, or perhaps in several."""
        several = isinstance(given, list) or (isinstance(given, dict) and "split" in given)
        if not several:
            return {"document": self._document(writing, key, given)}
        found = [
            self._document(writing, key, item) for item in (given if isinstance(given, list) else [given])
        ]
        return {"document": None, "documents": tuple(item for item in found if item is not None)}

    def _document(self, writing: Writing, key: str, given: Any) -> DocumentPlan | None:
        if isinstance(given, dict) and "split" in given:
            return self._listed_documents(writing, key, given)
        table = {"url": given} if isinstance(given, str) else given
        if not table or not any(self._has(writing, item) for item in table.values()):
            return None
        publisher = table.get("publisher")
        words = self._several(writing, key, table, DOCUMENT_WORDS)
        alone = sum(self._has(writing, item) for item in table.values()) == 1 and len(words) == 1
        return DocumentPlan(
            only_url=words[0][1] if alone and words[0][0] == "url" else None,
            key=self._words(writing, f"{key}.key", table.get("key")),
            words=words,
            publisher=self._claimant(writing, f"{key}.publisher", publisher)
            if self._has(writing, publisher)
            else None,
            published=self._date(writing, f"{key}.published", table.get("published")),
            retrieved=self._date(writing, f"{key}.retrieved", table.get("retrieved")),
        )

    def _listed_documents(self, writing: Writing, key: str, given: dict[str, Any]) -> DocumentPlan | None:
        """Compile documents of which a cell holds several: addresses with a sign between them, or a list."""
        table = {name: item for name, item in given.items() if name != "split"}
        split = given["split"]
        if isinstance(split, str):
            found = re.fullmatch(r"\{([^{}|]+)\|?\}", str(table.get("url", "")))
            if found is None:
                hint = 'such as { url = "{sources}", split = "; " }'
                raise self.mapping.source.error(f"{key}.split", "needs one column of addresses", hint)
            if not self._has(writing, table["url"]):
                return None
            split, table = {"column": found[1], "by": split}, {**table, "url": "{item}"}
        splitter, local = self._split(writing, key, {"split": split})
        plan = self._document(local, key, table)
        return None if plan is None else replace(plan, split=splitter)

    def _split(self, writing: Writing, key: str, table: dict[str, Any]) -> tuple[Splitter | None, Writing]:
        if "split" not in table:
            return None, writing
        splitter, columns = compile_split(writing, f"{key}.split", table["split"])
        return splitter, writing.over(columns)

    def _several(
        self, writing: Writing, key: str, table: dict[str, Any], names: tuple[str, ...]
    ) -> tuple[tuple[str, Words], ...]:
        return tuple(
            (name, writing.words(f"{key}.{name}", table[name]))
            for name in names
            if name in table and self._has(writing, table[name])
        )

    def _words(self, writing: Writing, key: str, given: Any) -> Words | None:
        return writing.words(key, given) if given is not None and given != "" else None

    def _date(self, writing: Writing, key: str, given: Any) -> DateExpression | None:
        if given is None or not self._has(writing, given):
            return None
        return compile_date(writing, key, given, self._defaults())

    def _defaults(self) -> dict[str, Any]:
        return dict(self.mapping.content.get("dates", {}))

    def _has(self, writing: Writing, given: Any) -> bool:
        """Whether anything would come of words: false where every column in them may be missing, and is."""
        if given is None:
            return False
        texts = list(_texts(given))
        optional = [text for text in texts if "|}" in text]
        if not optional or len(optional) < sum("{" in text for text in texts):
            return True
        return any(writing.reads(text) for text in optional)


def _names(writing: Writing, key: str, given: Any) -> Words:
    """Compile other names of a claimant: one a line."""
    get = writing.several(key, given)
    return lambda row: "\n".join(get(row))


def _listed(names: tuple[str, ...]) -> tuple[str, ...]:
    """List columns; of very many the first."""
    names = tuple(name for name in names if name not in OF_REJECTS)
    more = len(names) - _LISTED
    return names if more <= 0 else (*names[:_LISTED], f"and {more:,} more")


def _texts(given: Any) -> Iterator[str]:
    if isinstance(given, dict):
        for name, item in given.items():
            if name not in ("map", "otherwise", "precisions"):
                yield from _texts(item)
    elif isinstance(given, list):
        for item in given:
            yield from _texts(item)
    elif isinstance(given, str):
        yield given
