"""The ledger: for each keyword of a document, what the model, the strategies, the mock and the checks do with it."""

from __future__ import annotations

from dataclasses import dataclass

from fencepost.diagnostics import Diagnostic
from fencepost.emit.blueprint import Blueprint
from fencepost.emit.draft import draft_of
from fencepost.emit.shortfalls import Shortfall, client_shortfalls
from fencepost.emit.unenforced import Unenforced
from fencepost.ir.api import Api, Occurrence
from fencepost.ir.values import Json
from fencepost.ledger.sides import Place, Sides
from fencepost.ledger.standings import ENFORCED, Cell, Standings
from fencepost.names.target import read_target
from fencepost.pipeline import named

PRODUCTS = ("model", "strategy", "mock", "check")

READ_BY: dict[str, tuple[str, ...]] = {
    "default": ("model", "mock", "check"),
    "examples": ("strategy", "mock"),
    "example": ("strategy", "mock"),
    "readOnly": ("model", "strategy", "mock", "check"),
    "writeOnly": ("mock", "check"),
    "discriminator": ("model",),
    "x-fencepost-open": ("check",),
    "x-fencepost-privileged": ("strategy", "check"),
    "x-fencepost-id": ("mock", "check"),
    "x-fencepost-lifecycle": ("mock",),
}
"""Keywords that refuse nothing and yet are obeyed, and by whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One keyword at one place, and what each product does with it."""

    occurrence: Occurrence
    place: Place
    cells: tuple[Cell, ...]
    """In the order of PRODUCTS; empty for a keyword that refuses nothing."""

    @property
    def is_enforced(self) -> bool:
        """Whether every product enforces it."""
        return bool(self.cells) and all(cell.standing == "enforced" for cell in self.cells)

    @property
    def words(self) -> str:
        """The row in words: `enforced`, or who does not and why; who obeys a keyword that refuses nothing."""
        if not self.cells:
            readers = READ_BY.get(self.occurrence.keyword)
            return f"read by {', '.join(readers)}" if readers else self.occurrence.kind
        if len(set(self.cells)) == 1:
            return self.cells[0].words
        groups: dict[Cell, list[str]] = {}
        for product, cell in zip(PRODUCTS, self.cells, strict=True):
            groups.setdefault(cell, []).append(product)
        plain = [ENFORCED.words] if groups.pop(ENFORCED, []) else []
        return "; ".join((*plain, *(_said(names, cell) for cell, names in groups.items())))

    def as_json(self) -> dict[str, Json]:
        """The entry as `check --json` prints it."""
        location = self.occurrence.location
        readers: list[Json] = list(READ_BY.get(self.occurrence.keyword, ()))
        return {
            "keyword": self.occurrence.keyword,
            "kind": self.occurrence.kind,
            "schema": self.place.label,
            "file": location.file,
            "line": location.line,
            "column": location.column,
            "pointer": location.pointer,
            "sent": self.place.is_sent,
            "answered": self.place.is_answered,
            **({} if self.cells else {"read_by": readers}),
            **{name: cell.standing for name, cell in zip(PRODUCTS, self.cells, strict=False)},
            "how": {name: cell.how for name, cell in zip(PRODUCTS, self.cells, strict=False) if cell.how},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Everything that a document says, and what is done with it."""

    entries: tuple[Entry, ...]
    """By place in the document."""

    shortfalls: tuple[Shortfall, ...]
    """What clients do not do of an operation."""

    def count(self, standing: str) -> int:
        """How many entries are of a standing at the worst: `not` before `approximated` before `enforced`."""
        return sum(_worst(entry) == standing for entry in self.entries)


def _said(products: list[str], cell: Cell) -> str:
    """What some products do, others having enforced the keyword plainly."""
    names = ", ".join(products)
    return f"{names}: {cell.how}" if cell.standing == "enforced" else f"{names} {cell.words}"


def _worst(entry: Entry) -> str | None:
    found = {cell.standing for cell in entry.cells}
    return next((word for word in ("not", "approximated", "implied", "enforced") if word in found), None)


def ledger(api: Api, remarks: tuple[Diagnostic, ...] = ()) -> Ledger:
    """The ledger of a document; `remarks` are those of reading it, which tell what no engine reads."""
    sides = Sides(api)
    standings = Standings(api, sides, _unenforced(api), remarks)
    entries = [
        Entry(occurrence=item, place=sides.place(item.location), cells=standings.cells(item)) for item in api.ledger
    ]
    ordered = sorted(entries, key=lambda entry: _order(entry.occurrence))
    return Ledger(entries=tuple(ordered), shortfalls=client_shortfalls(api))


def _order(item: Occurrence) -> tuple[str, int, int]:
    return item.location.file, item.location.line, item.location.column


def _unenforced(api: Api) -> tuple[Unenforced, ...]:
    """What the printed models leave open, in their own words."""
    printed, names = named(api)
    target = read_target(printed, names, package="ledger")
    return draft_of(Blueprint(api=printed, names=names, target=target)).unenforced
