"""What keeps the repository installable anywhere, free of its authors' machines, and layered.

Nothing of any one machine is written down here, this file included: the paths and hosts that must
not appear are asked of the machine that runs the test.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.shipped_site import ROOT

LOCKS = ["requirements.lock", "requirements-dev.lock"]

LAYERS = {
    "schema": set[str](),
    "reading": {"schema"},
    "catalog": {"schema", "reading"},
    "checks": {"schema", "reading", "catalog"},
    "diff": {"schema", "reading", "catalog"},
    "publish": {"schema", "reading", "catalog", "diff"},
    "sync": {"schema", "reading", "catalog", "checks"},
    "scan": {"schema", "reading", "catalog"},
    "library": {"reading", "catalog"},
    "site": {"schema", "reading", "catalog", "checks", "diff", "publish", "scan"},
    "commands": {"reading", "catalog", "diff", "publish", "scan", "sync"},
}
"""The sub-packages of the generator, and which of the others each may import."""

ONLY = {"yaml": {"reading"}, "mkdocs": {"site"}}
"""Libraries that one sub-package alone may know, so that changing them stays a change of one."""

CLOCKS = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "time.time",
    "time.time_ns",
}
MAY_READ_THE_CLOCK = {"clock"}


# The lock files


def requirements(lock: str) -> dict[str, str]:
    """Each requirement line of a lock file, continuation lines joined, by its `name==version`."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return {line.split()[0]: line for line in lines}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_requirement_is_one_version_with_a_hash(lock: str) -> None:
    pinned = requirements(lock)
    assert pinned
    for name, line in pinned.items():
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+", name), line
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", line), f"{name} has no hash"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"\S*://\S*| @ |--\w*index\S*|--find-links\S*|--trusted-host\S*", text) == []


def test_tests_run_with_the_versions_that_build_the_site() -> None:
    runtime, everything = (requirements(lock) for lock in LOCKS)
    assert [name for name in runtime if name not in everything] == []


# What the generator may import


def imports(source: str, module: str) -> Iterator[str]:
    """The dotted names that a module of the generator imports, relative ones resolved."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = module.split(".")[: -node.level] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def layer(dotted: str) -> str:
    """The sub-package that a dotted name of the generator lies in; '' for the package itself."""
    return [*dotted.split("."), ""][1]


def wrong_imports(source: str, module: str) -> list[str]:
    """The imports of a generator module that its place among the layers does not allow."""
    here = layer(module)
    wrong = []
    for name in imports(source, module):
        top = name.split(".")[0]
        outside = top == "generator" and layer(name) in {*LAYERS, "__main__"} - {here}
        if (outside and here in LAYERS and layer(name) not in LAYERS[here]) or (top in ONLY and here not in ONLY[top]):
            wrong.append(name)
    return wrong


def clock_reads(source: str) -> list[str]:
    """The names in a module that tell what time it is now, import aliases looked through."""
    tree = ast.parse(source)
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                known[alias.asname or alias.name] = alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                known[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            first, dot, rest = ast.unparse(node).partition(".")
            if known.get(first, first) + dot + rest in CLOCKS:
                found.append(ast.unparse(node))
    return found


def generator_modules() -> list[tuple[str, str]]:
    """Every module of the generator: its dotted name (packages with `__init__`) and its source."""
    return [
        (".".join(path.relative_to(ROOT).with_suffix("").parts), path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "generator").rglob("*.py"))
    ]


def test_every_part_of_the_generator_has_a_place_among_the_layers() -> None:
    parts = {path.name for path in (ROOT / "generator").iterdir() if any(path.glob("*.py"))}
    assert parts <= set(LAYERS)


def test_imports_point_one_way() -> None:
    wrong = {module: names for module, source in generator_modules() if (names := wrong_imports(source, module))}
    assert wrong == {}


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("generator.schema.model", "from generator.catalog import Catalog"),
        ("generator.schema.model", "from ..catalog.ids import resolve"),
        ("generator.schema.__init__", "from generator import catalog"),
        ("generator.catalog.prices", "import yaml"),
        ("generator.publish.feeds", "from mkdocs.plugins import BasePlugin"),
        ("generator.checks.dates", "from generator.__main__ import main"),
        ("generator.checks.dates", "if True:\n    import generator.site.plugin"),
    ],
)
def test_an_import_that_points_the_other_way_is_seen(module: str, line: str) -> None:
    assert wrong_imports(line, module)


def test_one_module_reads_the_clock() -> None:
    reads = {
        module: found
        for module, source in generator_modules()
        if layer(module) not in MAY_READ_THE_CLOCK and (found := clock_reads(source))
    }
    assert reads == {}


@pytest.mark.parametrize(
    "source",
    [
        "import datetime\nprint(datetime.date.today())",
        "import datetime as dt\nnow = dt.datetime.now(dt.UTC)",
        "from datetime import date as day\ndef f(clock=day.today): ...",
        "from time import time\ntime()",
    ],
)
def test_a_look_at_the_clock_is_seen(source: str) -> None:
    assert clock_reads(source)


def test_the_site_is_built_with_what_its_own_lock_holds() -> None:
    locked = {name.partition("==")[0] for name in requirements("requirements.lock")}
    installed = packages_distributions()
    missing = {
        (module, name)
        for module, source in generator_modules()
        for name in imports(source, module)
        if (top := name.split(".")[0]) not in sys.stdlib_module_names | {"generator"}
        and not locked & {found.lower().replace("_", "-") for found in installed.get(top, [])}
    }
    assert missing == set()


# What no file of the repository may hold


def repository_files() -> list[Path]:
    """The files that are committed or would be, so that a slip is seen before it is committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def foreign_words() -> re.Pattern[str]:
    """Paths of this machine, and hosts that packages come from: its settings, the well-known."""
    settings = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    ).stdout
    values = [
        *re.findall(r"[^\s'\"=]+", settings),
        *(value for name, value in os.environ.items() if re.search("INDEX|REGISTRY", name)),
    ]
    hosts = {urlsplit(value).hostname or "" for value in values if "://" in value}
    hosts |= {".".join(parts) for parts in (("pypi", "org"), ("files", "pythonhosted", "org"))}
    hosts |= {".".join(parts) for parts in (("registry", "npmjs", "org"), ("deb", "debian", "org"))}
    paths = {str(Path.cwd()), str(ROOT), str(Path.home())}
    paths |= {value.partition("://")[2] or value for value in values if value.count("/") > 1}
    paths = {path for path in paths if path.startswith("/") and len(path) > 1}
    words = sorted({re.escape(word) for word in hosts | paths if word})
    return re.compile(rf"(?<![\w.-])(?:{'|'.join(words)})(?![\w-])")


@pytest.fixture(scope="module")
def foreign() -> re.Pattern[str]:
    return foreign_words()


def test_no_file_holds_a_path_of_this_machine_or_a_registry(foreign: re.Pattern[str]) -> None:
    found = {
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in repository_files()
        for match in foreign.finditer(path.read_bytes().decode(errors="replace"))
    }
    assert found == set()


@pytest.mark.parametrize(
    "text",
    [
        f"see {Path.cwd()}/notes.md",
        f"HOME={Path.home()}",
        "--index-url https://{}/simple".format(".".join(("pypi", "org"))),
    ],
)
def test_a_path_of_this_machine_or_a_registry_is_seen(foreign: re.Pattern[str], text: str) -> None:
    assert foreign.search(text)
