"""Fill shells and write pages, on every core.

At thousands of pages, making and writing them is most of a build. The pages are independent of
each other, so a build forks: the children share the catalog that was read without copying it. A
page that fails stops the build and names itself; whichever process it was in, its trace is shown.
"""

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

from generator.site.pages import Page, PageRef, Site
from generator.site.processes import Beside, ProcessDied
from generator.site.shell import Shell

PAGES_WORTH_A_PROCESS = 32


class PageError(Exception):
    """A page could not be made. The message holds its address and the whole trace."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the pages of a site into a folder."""

    site: Site
    shells: Mapping[str, Shell]
    """Layout name -> shell."""
    folder: Path
    edit_base: str
    """What stands before a file's path in its edit link, ends with a slash."""

    def html(self, ref: PageRef, page: Page) -> str:
        """One page, complete."""
        return self.shells[ref.layout].fill(
            {
                "title": page.title,
                "description": page.description,
                "content": page.content,
                "head": page.head,
                "path": quote(ref.path),
                "edit": self.edit_base + quote(page.edit_path or ""),
            }
        )

    def write(self, refs: Sequence[PageRef], processes: int = 1) -> None:
        """Write pages and their files, in up to `processes` processes. Raises PageError."""
        processes = min(processes, max(1, len(refs) // PAGES_WORTH_A_PROCESS))
        if processes == 1:
            self._write_share(refs)
            return
        shares = [Beside(partial(self._problem, refs[number::processes])) for number in range(processes)]
        if found := [problem for problem in map(_problem, shares) if problem]:
            raise PageError("\n".join(found))

    def _problem(self, refs: Sequence[PageRef]) -> str:
        """In a child: write a share of the pages and return the problem, empty for none."""
        try:
            self._write_share(refs)
        except PageError as error:
            return str(error)
        return ""

    def _write_share(self, refs: Sequence[PageRef]) -> None:
        for ref in refs:
            try:
                page = self.site.render(ref)
                write_file(self.folder / ref.path / "index.html", self.html(ref, page).encode())
                for path, content in page.files:
                    write_file(self.folder / path, content)
            except Exception as error:
                raise PageError(f"{ref.path}: {traceback.format_exc()}") from error


def write_file(path: Path, content: bytes) -> None:
    """Write a file and the folders above it."""
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _problem(share: Beside[str]) -> str:
    try:
        return share.result()
    except ProcessDied as error:
        return str(error)
