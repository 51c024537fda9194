"""As much of XML Schema as a schema of sequences and attributes needs: what a document breaks of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

XS = "{http://www.w3.org/2001/XMLSchema}"
TYPES = {"xs:string": r"(?s).*", "xs:decimal": r"-?\d+(\.\d+)?", "xs:nonNegativeInteger": r"\d+"}


class Schema:
    """A schema whose elements are all declared at its top."""

    def __init__(self, path: Path) -> None:
        self._elements = {
            each.attrib["name"]: each for each in ET.parse(path).getroot().iter(f"{XS}element") if "name" in each.attrib
        }

    def breaches(self, element: ET.Element) -> Iterator[str]:
        """What an element and those inside it break, in words."""
        declared = self._elements.get(element.tag)
        if declared is None:
            yield f"{element.tag} is not declared"
            return
        yield from self._attributes(element, declared)
        children = "".join(f"<{child.tag}>" for child in element)
        if not re.fullmatch(self._pattern(declared), children):
            yield f"{element.tag} holds {children}"
        kind = declared.find(f"{XS}complexType")
        if kind is not None and kind.get("mixed") != "true" and (element.text or "").strip():
            yield f"{element.tag} holds text"
        for child in element:
            yield from self.breaches(child)

    def _attributes(self, element: ET.Element, declared: ET.Element) -> Iterator[str]:
        known = {each.attrib["name"]: each for each in declared.iter(f"{XS}attribute")}
        for name, value in element.attrib.items():
            if name not in known or not re.fullmatch(TYPES[known[name].attrib["type"]], value):
                yield f"{element.tag} has {name}={value!r}"
        for name, each in known.items():
            if each.get("use") == "required" and name not in element.attrib:
                yield f"{element.tag} lacks {name}"

    def _pattern(self, declared: ET.Element) -> str:
        parts = (each for each in declared.iter(f"{XS}element") if "ref" in each.attrib)
        return "".join(
            f"(<{each.attrib['ref']}>){'*' if each.get('maxOccurs') == 'unbounded' else '?'}" for each in parts
        )
