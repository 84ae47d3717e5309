"""The part that holds the comments: added to, or made new with its content type and relation."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Any

from report_kit.document.word.container import Package
from report_kit.document.word.xml import Element, attribute, number, tag

_TYPES = "[Content_Types].xml"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
# The paragraph style of the body may be large and indented, so a comment states its own: 9 points, no indent.
_SIZE = "18"


@dataclass
class Comments:
    """The comments of one file.

    Args:
        root: the parsed part.
        next_id: an id that neither a comment nor a mark in the document has.
    """

    root: Element
    next_id: int

    def add(self, text: str, author: str, time: str) -> str:
        """Add a comment, a paragraph for each line of ``text``; return its id."""
        key = str(self.next_id)
        self.next_id += 1
        w = namespace(self.root)
        comment = _sub(self.root, w, "comment", id=key, author=author, date=time, initials=author[:1])
        for index, line in enumerate(text.split("\n")):
            paragraph = _sub(comment, w, "p")
            properties = _sub(paragraph, w, "pPr")
            _sub(properties, w, "spacing", before="0", after="0", line="240", lineRule="auto")
            _sub(properties, w, "ind", firstLineChars="0", firstLine="0")
            _sub(properties, w, "jc", val="left")
            if index == 0:
                _sub(_sub(paragraph, w, "r"), w, "annotationRef")
            run = _sub(paragraph, w, "r")
            size = _sub(run, w, "rPr")
            _sub(size, w, "sz", val=_SIZE)
            _sub(size, w, "szCs", val=_SIZE)
            words = _sub(run, w, "t")
            words.text = line
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return key


def namespace(element: Element) -> str:
    """Return the namespace of an element, braces included."""
    return str(element.tag[: element.tag.index("}") + 1])


def _sub(parent: Element, w: str, name: str, **attributes: str) -> Element:
    from lxml import etree

    return etree.SubElement(parent, w + name, {w + key: value for key, value in attributes.items() if value})


def open_comments(package: Package, document: Element) -> tuple[Comments, dict[str, Any]]:
    """Return the comments of a file, and all parts (by name) to write back when one is added."""
    name = package.related("comments")
    if name is not None:
        root, changed = package.parse(name), {}
    else:
        root = _new_root(document)
        name = _free_name(package)
        changed = {_TYPES: _typed(package, name), package.relations: _related(package, name, document)}
    used = [number(element, "id") for element in root if tag(element) == "comment"]
    used += [number(mark, "id") for mark in document.iter("{*}commentReference", "{*}commentRangeStart")]
    changed[name] = root
    return Comments(root, max(used, default=-1) + 1), changed


def _new_root(document: Element) -> Element:
    from lxml import etree

    w = namespace(document)
    return etree.Element(w + "comments", nsmap={"w": w[1:-1]})


def _free_name(package: Package) -> str:
    folder = posixpath.dirname(package.main)
    names = (posixpath.join(folder, f"comments{index or ''}.xml") for index in range(len(package.names) + 1))
    return next(name for name in names if name not in package.names)


def _typed(package: Package, name: str) -> Element:
    from lxml import etree

    root = package.parse(_TYPES)
    part, w = "/" + name, namespace(root)
    if not any(attribute(element, "PartName") == part for element in root):
        etree.SubElement(root, w + "Override", {"PartName": part, "ContentType": _CONTENT_TYPE})
    return root


def _related(package: Package, name: str, document: Element) -> Element:
    from lxml import etree

    if package.relations in package.names:
        root = package.parse(package.relations)
    else:
        space = f"{_PACKAGE}/relationships"
        root = etree.Element(f"{{{space}}}Relationships", nsmap={None: space})
    kind = _STRICT if "purl.oclc.org" in namespace(document) else _TRANSITIONAL
    used = {attribute(relation, "Id") for relation in root}
    key = next(key for key in (f"rIdC{index}" for index in range(len(used) + 1)) if key not in used)
    attributes = {"Id": key, "Type": f"{kind}/comments", "Target": posixpath.basename(name)}
    etree.SubElement(root, namespace(root) + "Relationship", attributes)
    return root
