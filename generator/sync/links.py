"""Whether the documents that the catalog cites are still where it says.

An answer that says "not here" is an error of ours to mend. A host that refuses programs, is busy or down today says
nothing about its documents, so that is told apart and accuses nobody.
"""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Any, Final, TypeAlias
from urllib.parse import urlsplit

from generator.catalog import words
from generator.catalog.markdown import in_comment
from generator.schema import Source

TIMEOUT_SECONDS: Final = 20
_AT_ONCE: Final = 16
_NOT_HERE: Final = frozenset((404, 410))
_NO_HEAD: Final = frozenset((400, 403, 404, 405, 501))
"""What some hosts answer to a question for the head alone, whatever they have."""

Answer: TypeAlias = int | str
"""A status of HTTP, or why there was none."""

Ask: TypeAlias = Callable[[str], Answer]


class Fate(StrEnum):
    """What became of a document."""

    HERE = "here"
    GONE = "gone"
    """The host says that there is no such document, or there is no such host."""
    UNSURE = "not known"
    """The host did not tell."""


@dataclass(frozen=True, slots=True)
class Link:
    """A document with what its host answered."""

    source: str
    url: str
    fate: Fate
    answer: Answer


def check_links(sources: Mapping[str, Source], ask: Ask | None = None) -> list[Link]:
    """Ask for every document, one at a time at each host, and return what came of it, by source."""
    hosts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for source_id, source in sources.items():
        hosts[urlsplit(source.url).netloc].append((source_id, source.url))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        asker = ask or answer_of
        found = pool.map(lambda links: [_link(source, url, asker) for source, url in links], hosts.values())
        return sorted((link for links in found for link in links), key=lambda link: link.source)


def answer_of(url: str) -> Answer:
    """Return what a host answers to a question for a document; its text is not fetched where the host allows that."""
    answer = _request(url, "HEAD")
    return _request(url, "GET") if answer in _NO_HEAD else answer


def markdown(links: Iterable[Link]) -> str:
    """Return what there is to do, as a list."""
    found = list(links)
    gone = [link for link in found if link.fate is Fate.GONE]
    unsure = [link for link in found if link.fate is Fate.UNSURE]
    lines = [f"{words.count(len(found), 'document')} asked for, {len(gone):,} gone, {len(unsure):,} not known."]
    for title, those in (("Gone: mend the address in `catalog/sources/`", gone), ("The host did not tell", unsure)):
        if those:
            lines += ["", f"#### {title}", "", *(_line(link) for link in those)]
    return "\n".join(lines) + "\n"


def _line(link: Link) -> str:
    # Why there was no answer may be told in the words of the host that gave none.
    return f"- `{link.source}` <{link.url}>: {in_comment(str(link.answer))}"


def _link(source_id: str, url: str, ask: Ask) -> Link:
    answer = ask(url)
    if answer in _NOT_HERE or answer == "no such host":
        fate = Fate.GONE
    elif isinstance(answer, int) and answer < 400:
        fate = Fate.HERE
    else:
        fate = Fate.UNSURE
    return Link(source_id, url, fate, answer)


class _HttpsOnly(urllib.request.HTTPRedirectHandler):
    """Follows redirects to https addresses and to no other."""

    def redirect_request(self, req: Any, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str) -> Any:
        if urlsplit(newurl).scheme != "https":
            raise urllib.error.URLError("leads to an address without https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _request(url: str, method: str) -> Answer:
    request = urllib.request.Request(url, method=method, headers={"User-Agent": "model-catalog link check"})
    try:
        with urllib.request.build_opener(_HttpsOnly).open(request, timeout=TIMEOUT_SECONDS) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        is_unknown = "Name or service not known" in str(reason) or "nodename nor servname" in str(reason)
        return "no such host" if is_unknown else str(reason) or type(error).__name__
