"""Small dossiers, built by hand."""

from msgspec.structs import replace

from claimtrack.dates import parse_edtf
from claimtrack.model import (
    Assertion,
    Assessment,
    Bearing,
    Claimant,
    Document,
    Event,
    Evidence,
    Field,
    Link,
    Value,
)
from claimtrack.model.dossier import Dossier
from claimtrack.values import read_value
from claimtrack.vocab import load_vocabulary

FIELDS = {
    term.key: Field(key=term.key, label=term.label, type=term.extra["type"])
    for term in load_vocabulary("field")
}


def date(edtf):
    return parse_edtf(edtf) if edtf else None


class Not(str):
    """A negative answer."""

    __slots__ = ()


class Case:
    """One event, growing statement by statement."""

    def __init__(self, key="event", occurred="", title="What happened", proposition=""):
        self.event = Event(key=key, title=title, proposition=proposition, occurred=date(occurred))
        self.claimants, self.documents = {}, {}
        self.assertions, self.links, self.items, self.assessments = [], [], [], []

    def claimant(self, key, part_of="", name="", kind="other", aliases=()):
        self.claimants[key] = Claimant(
            key=key, name=name or key.title(), part_of=part_of, kind=kind, aliases=tuple(aliases)
        )
        return key

    def document(self, key, derived_from="", published="", publisher="", **more):
        self.documents[key] = Document(
            key=key,
            title=f"Title of {key}",
            derived_from=derived_from,
            published=date(published),
            publisher=publisher,
            **more,
        )
        return key

    def says(
        self,
        claimant,
        stance="affirms",
        said="",
        *,
        hedge="stated",
        name="",
        document="",
        locator="",
        recorded="",
        **values,
    ):
        if claimant not in self.claimants:
            self.claimant(claimant)
        read = [
            Value(
                field=key,
                raw=str(raw),
                negative=isinstance(raw, Not),
                read=read_value(str(raw), FIELDS[key].type),
            )
            for key, given in values.items()
            for raw in (given if isinstance(given, list) else [given])
        ]
        identity = name or f"a{len(self.assertions):03d}"
        self.assertions.append(
            Assertion(
                id=identity,
                event=self.event.key,
                claimant=claimant,
                stance=stance,
                hedge=hedge,
                said=date(said),
                document=document,
                locator=locator,
                recorded=recorded,
                text=f"{claimant} {stance}",
                values=tuple(read),
            )
        )
        return identity

    def link(self, kind, source, target, *fields, recorded=""):
        self.links.append(Link(kind=kind, source=source, target=target, fields=fields, recorded=recorded))

    def offers(self, key, *assertions, role="supports", **more):
        pairs = [(a, role) if isinstance(a, str) else a for a in assertions]
        bears = tuple(Bearing(assertion=assertion, role=how) for assertion, how in pairs)
        self.items.append(Evidence(key=key, title=f"Title of {key}", bears_on=bears, **more))

    def judges(self, at="", **more):
        self.assessments.append(
            Assessment(id=f"v{len(self.assessments)}", event=self.event.key, at=date(at), **more)
        )

    def dossier(self):
        return Dossier(
            event=self.event,
            fields=FIELDS,
            claimants=self.claimants,
            documents=self.documents,
            assertions=tuple(self.assertions),
            links=tuple(self.links),
            evidence=tuple(self.items),
            assessments=tuple(self.assessments),
        )


def shuffled(dossier, random):
    """Return the same dossier with its records in another order."""

    def mixed(records):
        return tuple(random.sample(records, len(records)))

    return replace(
        dossier,
        assertions=mixed(dossier.assertions),
        links=mixed(dossier.links),
        evidence=mixed(dossier.evidence),
    )


def helicopter():
    """Denied, then conceded; blame on a missile against what the video shows."""
    case = Case("helicopter", "2016-07-08", "A helicopter is lost", "A Russian helicopter was shot down")
    case.claimant("islamic-state", name="Islamic State")
    case.claimant("amaq", "islamic-state", name="Amaq")
    case.claimant("russia", name="Russia", kind="state")
    case.claimant("mod", "russia", name="Russian MoD", kind="ministry")
    case.document("page", published="2016-07-20")
    claim = case.says("amaq", said="2016-07-08", document="page", perpetrator="Islamic State", name="claim")
    denial = case.says("mod", "denies", "2016-07-08", document="page", killed="0", name="denial")
    case.link("denies", denial, claim)
    concession = case.says(
        "mod", said="2016-07-09", document="page", killed="2", perpetrator="Islamic State", name="concession"
    )
    case.link("concedes", concession, claim)
    tow = case.says("russian-outlets", said="2016-07", document="page", weapon="TOW missile", name="tow")
    seen = case.says(
        "outlet", said="2016-07", hedge="likely", document="page", weapon=["anti-aircraft gun", Not("TOW missile")],
        name="seen",
    )  # fmt: skip
    case.link("disputes", seen, tow, "weapon")
    case.offers("video", claim, seen, ("denial", "undermines"), kind="video")
    return case


def roadside():
    """Three killed against a bare denial; the outlet could not verify."""
    case = Case("roadside", "2016-05", "A bomb beside the road", "A bomb killed three soldiers")
    case.claimant("islamic-state", name="Islamic State")
    case.claimant("amaq", "islamic-state", name="Amaq")
    case.claimant("mod", name="Russian MoD")
    case.document("article")
    claim = case.says("amaq", document="article", killed="three", weapon="roadside bomb", name="claim")
    denial = case.says("mod", "denies", document="article", name="denial")
    case.link("denies", denial, claim)
    asked = case.says("outlet", "queries", document="article", hedge="unclear", name="asked")
    case.link("queries", asked, claim)
    case.judges(assertion=claim, grade="unverified", by="outlet", at="2016-05")
    return case


def airliner():
    """Two states moved at different times; the group repeated itself; the evidence came last."""
    case = Case("airliner", "2015-10-31", "An airliner is lost", "The airliner was brought down on purpose")
    case.claimant("islamic-state", name="Islamic State")
    case.claimant("sinai", "islamic-state", name="Sinai Province")
    case.claimant("magazine", "islamic-state", name="The magazine")
    case.claimant("russia", name="Russia", kind="state")
    case.claimant("transport", "russia", name="Transport minister")
    case.claimant("fsb", "russia", name="FSB")
    case.claimant("egypt", name="Egypt", kind="state")
    case.claimant("inquiry", "egypt", name="Inquiry")
    case.claimant("president", "egypt", name="President")
    claim = case.says("sinai", said="2015-10-31", perpetrator="Islamic State", name="claim")
    doubt = case.says("transport", "denies", "2015-10-31", name="transport")
    case.link("denies", doubt, claim)
    case.says("egypt", "denies", "2015-11-01", cause="technical failure", name="technical")
    case.says("western", said="2015-11-05", hedge="likely", weapon="bomb", name="western")
    fsb = case.says("fsb", said="2015-11-17", cause="terrorism", weapon="bomb", name="fsb")
    case.link("concedes", fsb, claim)
    again = case.says("magazine", said="2015-11-18", weapon="bomb", name="again")
    case.link("repeats", again, claim)
    case.offers("photograph", again, kind="photo")
    case.says("inquiry", "denies", "2015-12-14", cause=Not("terrorism"), name="inquiry")
    president = case.says("president", said="2016-02-24", cause="terrorism", name="president")
    case.link("concedes", president, claim)
    case.says("aviation-site", "comments", killed="224", name="undated")
    return case
