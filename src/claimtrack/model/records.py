"""The records of a case file, as frozen structs: msgspec makes their classes in a thirtieth of a dataclass's time.

References to other records are keys (events, claimants, documents, fields, evidence) or ids (assertions):
human-readable and the same in every file, never row numbers. Text left out is the empty string.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from claimtrack.model.shape import Shaped, shaped

if TYPE_CHECKING:
    from claimtrack.dates import DateValue
    from claimtrack.values import Place, TypedValue


SHORT_ID = 8
"""Characters of a hash id that people are shown; as a reference, any beginning that is unique will do."""


class Record(Struct, metaclass=Shaped, frozen=True, kw_only=True):
    """What every record of a case file has.

    Attributes:
        recorded: when it entered this file, UTC, ISO 8601 to the second.
    """

    recorded: str = shaped("stamp")

    def _repr_html_(self) -> str:
        """Return it as a piece of HTML: how notebooks show it."""
        from claimtrack.model.notebook import table

        return table((name, getattr(self, name)) for name in type(self).shapes)


class Field(Record, frozen=True, kw_only=True):
    """A question the file asks of every event: how many killed, who did it, with what.

    Attributes:
        type: a term of the vocabulary `field_type`.
        definition: the question in words.
        unit: what a count counts ("people"); empty where the label says it.
    """

    key: str = shaped("slug", required=True)
    label: str = shaped("text")
    type: str = shaped("term", "field_type", required=True)
    definition: str = shaped("text")
    unit: str = shaped("text")


class Claimant(Record, frozen=True, kw_only=True):
    """Who speaks: a ministry, an armed group, its media arm, an outlet, an official, a collective.

    Attributes:
        part_of: key of the claimant this one speaks for or belongs to; the top of the chain is its bloc.
        aliases: other names, in any script, as met.
        zone: home time zone, an IANA name or an offset, against which its bare times are read.
        language: BCP 47 tag of the language it usually speaks.
        calendar: calendar its dates are written in (vocabulary `calendar`).
        date_order: order of its numeric dates (vocabulary `date_order`).
        reliability: Admiralty source reliability A-F.
        disclosure: `protected` where a report for the public names it nowhere (vocabulary `disclosure`).
    """

    key: str = shaped("slug", required=True)
    name: str = shaped("text", required=True)
    kind: str = shaped("term", "claimant_kind", default="other")
    part_of: str = shaped("ref", "claimant")
    aliases: tuple[str, ...] = shaped("texts")
    zone: str = shaped("text")
    language: str = shaped("text")
    calendar: str = shaped("term", "calendar")
    date_order: str = shaped("term", "date_order")
    reliability: str = shaped("term", "reliability")
    disclosure: str = shaped("term", "disclosure")
    note: str = shaped("text")


class Document(Record, frozen=True, kw_only=True):
    """Where something was read.

    Attributes:
        publisher: key of the claimant that published it.
        published: when, as far as the document says it; inferred parts are marked as such.
        retrieved: when it was fetched.
        sha256: hash of a stored copy, 64 hexadecimal digits.
        derived_from: key of the document it draws on; documents with one source share one origin.
        derivation: `edition` or `redirect` where that one is the same page (vocabulary `derivation`).
        disclosure: `protected` where a report for the public names it nowhere (vocabulary `disclosure`).
    """

    key: str = shaped("slug", required=True)
    title: str = shaped("text")
    url: str = shaped("text")
    publisher: str = shaped("ref", "claimant")
    published: DateValue | None = shaped("date")
    retrieved: DateValue | None = shaped("date")
    archive_url: str = shaped("text")
    sha256: str = shaped("text")
    language: str = shaped("text")
    derived_from: str = shaped("ref", "document")
    derivation: str = shaped("term", "derivation")
    disclosure: str = shaped("term", "disclosure")
    note: str = shaped("text")


class Event(Record, frozen=True, kw_only=True):
    """The happening under dispute.

    Attributes:
        proposition: the sentence that is affirmed or denied.
        occurred: the analyst's working date; what each party says is a value of its assertion.
        place: the analyst's working place.
        tags: free words to select by.
        distinct_from: keys of events that this one was found not to be, however alike they look.
    """

    key: str = shaped("slug", required=True)
    title: str = shaped("text", required=True)
    proposition: str = shaped("text")
    occurred: DateValue | None = shaped("date")
    place: Place | None = shaped("place")
    tags: tuple[str, ...] = shaped("texts")
    distinct_from: tuple[str, ...] = shaped("refs", "event")
    note: str = shaped("text")


class Value(Struct, frozen=True, kw_only=True):
    """An assertion's answer to one field.

    Attributes:
        field: key of the field answered.
        raw: the answer as written.
        negative: the answer is "not this" (`weapon != TOW missile`).
        hedge: how firmly this answer was passed on, where that differs from the whole (vocabulary `hedge`).
        read: the normalised form; what could not be read says so and keeps only the raw text.
    """

    field: str
    raw: str
    read: TypedValue
    negative: bool = False
    hedge: str = ""


class Assertion(Record, frozen=True, kw_only=True):
    """One claimant says one thing about one event at one time.

    Attributes:
        id: hash of what identifies it, fixed when it is made (see `identity.record_id`).
        label: the analyst's own short name for it, unique in the file; may be empty.
        stance: affirms / denies / queries / comments (vocabulary `stance`).
        hedge: how firmly it was passed on (vocabulary `hedge`).
        text: what was said, in the analyst's words.
        quote: what was said, verbatim, in any language.
        said: when it was said; inferred parts are marked as such.
        document: key of the document where it was read.
        locator: where in the document (page, paragraph, 0:43).
        values: answers to fields.
    """

    id: str = shaped("text")
    label: str = shaped("slug")
    event: str = shaped("ref", "event", required=True, identity=True)
    claimant: str = shaped("ref", "claimant", required=True, identity=True)
    stance: str = shaped("term", "stance", identity=True, default="affirms")
    hedge: str = shaped("term", "hedge", default="stated")
    text: str = shaped("text", identity=True)
    quote: str = shaped("text", identity=True)
    language: str = shaped("text")
    translation: str = shaped("text")
    said: DateValue | None = shaped("date", identity=True)
    spokesperson: str = shaped("text")
    document: str = shaped("ref", "document", identity=True)
    locator: str = shaped("text")
    values: tuple[Value, ...] = shaped("values", identity=True)
    note: str = shaped("text")

    @property
    def short_name(self) -> str:
        """What it is called for people: its label, or the start of its id."""
        return self.label or self.id[:SHORT_ID]


class Link(Record, frozen=True, kw_only=True):
    """A typed, directed link from one assertion to another.

    Attributes:
        kind: a term of the vocabulary `link`.
        source: id of the assertion that links.
        target: id of the assertion linked to.
        fields: keys of the fields the link is limited to; empty for the whole assertion.
    """

    kind: str = shaped("term", "link", required=True, identity=True)
    source: str = shaped("ref", "assertion", required=True, identity=True)
    target: str = shaped("ref", "assertion", required=True, identity=True)
    fields: tuple[str, ...] = shaped("refs", "field", identity=True)
    note: str = shaped("text")


class Bearing(Struct, frozen=True, kw_only=True):
    """How an item of evidence bears on an assertion it was offered with.

    Attributes:
        assertion: id of the assertion.
        role: supports / undermines / neutral (vocabulary `evidence_role`).
    """

    assertion: str
    role: str = "supports"


class Evidence(Record, frozen=True, kw_only=True):
    """An item offered with an assertion.

    Attributes:
        kind: a term of the vocabulary `evidence_kind`.
        bears_on: the assertions it was offered with, and how it bears on each.
        authenticity: what is known of its being what it is said to be.
        file: path or name of the stored copy.
        sha256: hash of the stored copy, 64 hexadecimal digits.
        size: size of the stored copy in bytes.
        captured: when it was collected.
        captured_by: who collected it.
    """

    key: str = shaped("slug", required=True)
    kind: str = shaped("term", "evidence_kind", default="other")
    title: str = shaped("text", required=True)
    bears_on: tuple[Bearing, ...] = shaped("bearings", "assertion")
    authenticity: str = shaped("text")
    url: str = shaped("text")
    archive_url: str = shaped("text")
    file: str = shaped("text")
    sha256: str = shaped("text")
    size: int | None = shaped("number")
    captured: DateValue | None = shaped("date")
    captured_by: str = shaped("text")
    document: str = shaped("ref", "document")
    locator: str = shaped("text")
    note: str = shaped("text")


class Assessment(Record, frozen=True, kw_only=True):
    """The analyst's verdict on an event, one field of it, or one assertion. Never changed, only added to.

    Attributes:
        event: key of the event judged.
        field: key of the field judged; empty for the whole event.
        assertion: id of the assertion judged; empty for the event or field.
        grade: Airwars-style grade (vocabulary `grade`).
        credibility: Admiralty information credibility 1-6.
        likelihood: ICD-203 term.
        confidence: low / moderate / high, an axis apart from likelihood.
        method: how a disagreement was settled (vocabulary `method`).
        by: who judged.
        at: when.
        disclosure: `internal` where a report for the public leaves it out (vocabulary `disclosure`).
    """

    id: str = shaped("text")
    event: str = shaped("ref", "event", required=True, identity=True)
    field: str = shaped("ref", "field", identity=True)
    assertion: str = shaped("ref", "assertion", identity=True)
    grade: str = shaped("term", "grade", identity=True)
    credibility: str = shaped("term", "credibility", identity=True)
    likelihood: str = shaped("term", "likelihood", identity=True)
    confidence: str = shaped("term", "confidence", identity=True)
    method: str = shaped("term", "method", identity=True)
    rationale: str = shaped("text", identity=True)
    by: str = shaped("text", identity=True)
    at: DateValue | None = shaped("date", identity=True)
    disclosure: str = shaped("term", "disclosure")


class Inquiry(Record, frozen=True, kw_only=True):
    """A search that was made, with what it found: an absence that can be audited. Never changed, only added to.

    Attributes:
        event: key of the event it was about.
        field: key of the field whose answer was looked for; empty for none in particular.
        sought: what was looked for, in words.
        looked_in: where: archives, accounts, languages, queries.
        found: what was found; empty for nothing.
        by: who looked.
        at: when.
        note: anything else.
    """

    id: str = shaped("text")
    event: str = shaped("ref", "event", required=True, identity=True)
    field: str = shaped("ref", "field", identity=True)
    sought: str = shaped("text", required=True, identity=True)
    looked_in: str = shaped("text", identity=True)
    found: str = shaped("text", identity=True)
    by: str = shaped("text", identity=True)
    at: DateValue | None = shaped("date", identity=True)
    note: str = shaped("text")


class Correction(Record, frozen=True, kw_only=True):
    """What a record held before it was corrected, merged or removed. Never changed, only added to.

    Attributes:
        kind: the kind of record; `value` for one answer of an assertion.
        name: its key or id; for values and links, the id of the assertion they belong to.
        before: what stood there, as JSON.
        became: the key that it goes by since; empty where the key stayed or the record is gone.
    """

    kind: str = shaped("text", required=True, identity=True)
    name: str = shaped("text", required=True, identity=True)
    became: str = shaped("text", identity=True)
    before: str = shaped("json", required=True, identity=True)


class Void(Record, frozen=True, kw_only=True):
    """A record that was entered by mistake: out of the case, and kept here whole. Never changed but to revive it.

    Attributes:
        kind: the kind of record.
        name: its key or id; of a link, the hash of what it is.
        because: why it is void.
        content: as JSON, under `record` the record as an export writes it, and under `with` what went with it: links and
            verdicts as an export writes them, and `bearings`, each the key of an item of evidence and its role; under
            `again` how often it had been void before.
        revived: when the same was recorded again, UTC, ISO 8601; empty while it is void.
    """

    kind: str = shaped("text", required=True, identity=True)
    name: str = shaped("text", required=True, identity=True)
    because: str = shaped("text", identity=True)
    content: str = shaped("json", required=True, identity=True)
    revived: str = shaped("stamp")


class Edit(Record, frozen=True, kw_only=True):
    """One attribute of a record changed by hand: from what, to what, and in the place of which edits. Never changed.

    Two edits of one attribute that know nothing of each other stand open until an edit names both.

    Attributes:
        id: hash of what identifies it: the same edit made twice is one.
        kind: the kind of record.
        name: its key or id when it was edited.
        attribute: the attribute.
        item: of an attribute that holds several, which: the text or key in a list, the field that is answered, the
            assertion that evidence bears on; empty where it holds one.
        before: what stood there, as JSON under `is`; an empty object where nothing did.
        after: what stands there since, in the same form.
        replaces: ids of the edits in whose place it stands.
    """

    id: str = shaped("text")
    kind: str = shaped("text", required=True, identity=True)
    name: str = shaped("text", required=True, identity=True)
    attribute: str = shaped("text", required=True, identity=True)
    item: str = shaped("text", identity=True)
    before: str = shaped("json", identity=True, default="{}")
    after: str = shaped("json", identity=True, default="{}")
    replaces: tuple[str, ...] = shaped("refs", "edit", identity=True)


# In the order in which records may refer to earlier ones; also the order of an export.
RECORD_TYPES: dict[str, type[Record]] = {
    "field": Field,
    "claimant": Claimant,
    "document": Document,
    "event": Event,
    "assertion": Assertion,
    "link": Link,
    "evidence": Evidence,
    "assessment": Assessment,
    "inquiry": Inquiry,
    "correction": Correction,
    "void": Void,
    "edit": Edit,
}
