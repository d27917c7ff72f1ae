"""Views and reports as one HTML page that needs nothing from outside: no script, no request, its style within."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from hashlib import sha256
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimtrack.errors import InputFileError
from claimtrack.render.tables import timeline_table
from claimtrack.render.text import direction, for_document, lines_of, one_line, with_addresses
from claimtrack.views.blocks import Cell, Heading, KeyValues, Picture, Table, Text, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jinja2 import Environment
    from markupsafe import Markup

    from claimtrack.views.blocks import Block, Column, Span, View

_SECTION = 3  # headings down to this level open a section; no more than one is held at a time
_TEMPLATES = Path(__file__).parent / "templates"
_STYLE = Path(__file__).parent / "data" / "page.css"


@dataclass(frozen=True, slots=True)
class Look:
    """How pages look.

    Attributes:
        templates: a folder whose files take the place of the program's templates of the same name; empty for none.
        style: a style sheet that is added to the program's own; empty for none.
    """

    templates: str = ""
    style: str = ""

    def environment(self) -> Environment:
        """Return the templates, ready to be filled in.

        Raises:
            InputFileError: the folder is none.
        """
        if self.templates and not Path(self.templates).is_dir():
            raise InputFileError(f"{self.templates} is no folder", "name a folder of templates")
        return _environment(str(Path(self.templates).resolve()) if self.templates else "")

    def styles(self) -> list[str]:
        """Return the style sheets.

        Raises:
            InputFileError: the one that was asked for cannot be read.
        """
        sheets = [_STYLE.read_text("utf-8")]
        if self.style:
            try:
                sheets.append(Path(self.style).read_text("utf-8"))
            except UnicodeDecodeError:
                raise InputFileError(f"{self.style} is not UTF-8", "save it as UTF-8") from None
            except OSError as error:
                raise InputFileError(
                    f"{self.style} cannot be read: {error.strerror}", "check the path"
                ) from None
        return sheets


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Page:
    """A page, which a template shows.

    Attributes:
        title: what the window is called.
        blocks: what is on it; they are asked for once, one section at a time.
        language: BCP 47 tag of the language that the program's own words are in.
        direction: the way that this language reads.
        styles: style sheets.
        scripts: scripts of the program's own, which the policy of the page lets run and no others.
        data: what else a template of the page's own shows.
    """

    title: str
    blocks: Iterable[Block]
    language: str = "en"
    direction: str = "ltr"
    styles: Sequence[Markup] = ()
    scripts: Sequence[Markup] = ()
    data: Any = None

    @property
    def policy(self) -> Markup:
        """The content security policy (W3C CSP 3): the styles and scripts of the page itself, and nothing else."""
        rules = ["default-src 'none'", f"style-src {' '.join(map(_digest, self.styles))}"]
        if self.scripts:
            rules.append(f"script-src {' '.join(map(_digest, self.scripts))}")
        return _markup("; ".join([*rules, "base-uri 'none'", "form-action 'none'"]))

    def sections(self) -> Iterator[list[Block]]:
        """Return the blocks section by section."""
        section: list[Block] = []
        for block in self.blocks:
            if isinstance(block, Heading) and block.level <= _SECTION and section:
                yield section
                section = []
            section.append(block)
        if section:
            yield section


def _digest(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def write(view: View, *, look: Look = PLAIN, **_options: object) -> Iterator[str]:
    """Return the page of a view in pieces.

    Args:
        view: the answer to print.
        look: templates and style to use.
    """
    title = next((block.text for block in view.blocks if isinstance(block, Heading)), view.name)
    return page(title, view.blocks, look=look)


def fragment(view: View) -> str:
    """Return a view as a piece of a page, without its style: what a notebook shows."""
    made = Page(view.name, view.blocks)
    return PLAIN.environment().get_template("fragment.html").render(page=made)


def page(
    title: str,
    blocks: Iterable[Block],
    *,
    look: Look = PLAIN,
    template: str = "page.html",
    foot: str = "",
    scripts: Sequence[str] = (),
    **options: Any,
) -> Iterator[str]:
    """Return a page in pieces, of which only one section is held at a time.

    Args:
        title: what the window is called.
        blocks: what is on it.
        look: templates and style to use.
        template: the template that shows it.
        foot: what stands at the foot of each printed page, beside its number.
        scripts: scripts of the program's own.
        **options: see `Page`.

    Raises:
        InputFileError: a template or a style sheet cannot be read, or a template makes no sense.
    """
    from jinja2 import TemplateError
    from markupsafe import Markup

    sheets = [*look.styles(), *([_foot(foot)] if foot else [])]
    # Within a style element nothing ends it but its end tag; in CSS the solidus may be escaped.
    styles = [Markup(sheet.replace("</", "<\\/")) for sheet in sheets]  # noqa: S704 - style sheets, not text
    made = Page(title, blocks, styles=styles, scripts=[Markup(s) for s in scripts], **options)  # noqa: S704 - our own
    try:
        yield from look.environment().get_template(template).generate(page=made)
    except TemplateError as error:
        raise InputFileError(_told(error), "mend the template, or leave out --templates") from None


def _told(error: Any) -> str:
    place = f"{getattr(error, 'name', None) or ''}:{getattr(error, 'lineno', None) or ''}".strip(":")
    return f"the template {place} cannot be used: {error}" if place else f"a template cannot be used: {error}"


def _foot(text: str) -> str:
    """Return the style that prints a text at the foot of each page, every character but letters and digits escaped."""
    escaped = "".join(c if c.isalnum() and c.isascii() else f"\\{ord(c):x} " for c in for_document(text))
    return f'@page {{ @bottom-left {{ content: "{escaped}"; }} }}\n'


@cache
def _environment(folder: str) -> Environment:
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    # Templates that came with somebody's folder see the blocks of a page and nothing of the program behind them.
    made = (ImmutableSandboxedEnvironment if folder else Environment)(
        loader=ChoiceLoader([FileSystemLoader(path) for path in (folder, str(_TEMPLATES)) if path]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    for block in (Heading, KeyValues, Picture, Table, Text, Timeline):
        made.tests[block.__name__] = partial(_is_a, block)  # type: ignore[assignment]  # any callable
    made.filters.update(
        as_table=timeline_table,
        bodies=_bodies,
        cells=_cells,
        content=_content,
        dir=_dir,
        has_headings=lambda table: any(column.heading.text for column in table.columns),
        id=_id,
        kind=_kind,
        line=lambda text: _markup(escape(one_line(text, for_document))),
        svg=_svg,
    )
    return made


def _is_a(kind: type, block: object) -> bool:
    return isinstance(block, kind)


def _markup(text: str) -> Markup:
    """Mark a text that has been escaped as such."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - every caller escapes


def _svg(drawing: Any) -> Markup:
    from claimtrack.render.svg import inline

    return _markup(inline(drawing))


def _id(anchor: str) -> Markup:
    return _markup(f' id="{escape(anchor)}"' if anchor else "")


def _kind(column: Column) -> Markup:
    return _markup(' class="number"' if column.justify == "right" else "")


def _bodies(table: Table) -> Iterator[Sequence[Sequence[Cell]]]:
    cuts = sorted({0, *table.sections, len(table.rows)})
    return (table.rows[first:last] for first, last in pairwise(cuts))


def _cells(row: Sequence[Cell], table: Table, way: str) -> Markup:
    """Write the cells of a row: a page has so many that they are put together here and not in the template."""
    parts = []
    for index, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
        name, scope = ("th", ' scope="row"') if index < table.pinned else ("td", "")
        kind = _classes(number=column.justify == "right", finding=column.finding)
        attribute, content = _both(cell, way)
        parts.append(f"<{name}{scope}{kind}{attribute}>{content}</{name}>")
    return _markup("".join(parts))


@cache
def _classes(**marks: bool) -> str:
    classes = [mark for mark, on in marks.items() if on]
    return f' class="{" ".join(classes)}"' if classes else ""


@lru_cache(maxsize=4096)  # the same party, date or mark stands in many cells
def _both(cell: Cell, way: str) -> tuple[str, str]:
    """Return the direction of a cell, as an attribute, and what is in it."""
    return _attribute(cell, way), _written(cell, way)


def _content(cell: Cell, way: str) -> Markup:
    return _markup(_written(cell, way))


def _written(cell: Cell, way: str) -> str:
    """Write the lines of a cell; each of several finds its own direction."""
    lines = lines_of(cell, for_document)
    if len(lines) == 1:
        return _line(lines[0])
    return "".join(f'<span class="line"{_differs(_reads(line), way)}>{_line(line)}</span>' for line in lines)


def _dir(text: Cell | str, way: str) -> Markup:
    return _markup(_differs(direction(text), way) if isinstance(text, str) else _attribute(text, way))


def _attribute(cell: Cell, way: str) -> str:
    return _differs(_reads(cell.lines[0]), way) if len(cell.lines) == 1 else ""


def _reads(line: Sequence[Span]) -> str:
    """Tell which way a line reads: a text alone by its letters; a sentence that holds such texts as the page does."""
    return direction(line[0].text) if len(line) == 1 else ""


def _differs(found: str, way: str) -> str:
    return f' dir="{found}"' if found and found != way else ""


def _line(spans: Sequence[Span]) -> str:
    """Write the spans of a line, those in a tone isolated from the direction of their neighbours."""
    return "".join([_span(span, len(spans)) for span in spans if span.text])


def _span(span: Span, beside: int) -> str:
    text = _linked(span.text)
    if span.target:
        # An anchor of the same page, or another page of the same folder.
        place = span.target if span.target.endswith(".html") else f"#{span.target}"
        text = f'<a href="{escape(place)}">{text}</a>'
    language = f' lang="{escape(span.language)}"' if span.language else ""
    if span.tone in {"plain", "given"}:
        return (
            text if not language and (beside == 1 or span.tone == "plain") else f"<bdi{language}>{text}</bdi>"
        )
    return f'<bdi class="{span.tone}"{language}>{text}</bdi>'


def _linked(text: str) -> str:
    """Escape a text and make its web addresses links."""
    if "://" not in text:
        return escape(text)
    return "".join(
        f'<a href="{escape(part)}" rel="noreferrer">{escape(part)}</a>' if is_address else escape(part)
        for part, is_address in with_addresses(text)
    )
