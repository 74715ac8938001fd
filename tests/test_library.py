"""The catalog for programs in Python: what an id names, what a request costs, whether a route answers, who says so."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
from dataclasses import FrozenInstanceError, fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from generator import library
from generator.catalog import Level, Status
from generator.library import (
    Counted,
    Library,
    LibraryError,
    NoPrice,
    NotServed,
    RouteName,
    UnknownId,
    Unreadable,
    Usage,
    load,
)
from generator.schema import Mode
from tests import small_catalog
from tests.shipped_site import BUILD_DAY, ROOT
from tests.small_catalog import TODAY

PAGE = (ROOT / "docs/pages/python.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```)?", PAGE, re.DOTALL)
TEXT = Usage(input_tokens=1_000_000, output_tokens=500_000)


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", BUILD_DAY)
    return tmp_path / "cache"


@pytest.fixture
def catalog(tmp_path: Path) -> Library:
    small_catalog.write(tmp_path / "catalog")
    return load(tmp_path / "catalog")


# Ids


def test_an_alias_names_its_model_what_it_points_to_and_who_says_so(catalog: Library) -> None:
    meant = catalog.resolve(" Acme-ONE ")
    assert (meant.model, meant.name, meant.points_to) == ("acme/one", "Acme One", "acme-one-2025-04-14")
    assert meant.routes == (RouteName("acme/one", "acme", "acme-one"),)
    assert meant.backing is not None
    assert [reading.source for reading in meant.backing.readings] == ["acme/docs"]


@pytest.mark.parametrize(
    ("id", "providers"),
    [
        ("acme/one", ["acme", "acme", "hosting", "vault"]),
        ("acme one", ["acme", "acme", "hosting", "vault"]),
        ("acme-one-2025-04-14", ["acme"]),
        ("hosting/acme/one:fast", ["hosting"]),
    ],
)
def test_an_id_names_the_routes_that_accept_it_and_a_models_id_all(
    catalog: Library, id: str, providers: list[str]
) -> None:
    meant = catalog.resolve(id)
    assert meant.model == "acme/one"
    assert [route.provider for route in meant.routes] == providers


def test_a_models_own_id_is_the_model_where_a_provider_accepts_it_too(catalog: Library) -> None:
    assert [route.provider for route in catalog.resolve("acme/embed").routes] == ["acme", "hosting"]


def test_an_unknown_id_is_told_with_the_nearest(catalog: Library) -> None:
    with pytest.raises(UnknownId, match=r"acme-onne is not in the catalog\. Did you mean acme-one, ") as error:
        catalog.resolve("acme-onne")
    assert error.value.nearest[0] == "acme-one"


# Prices


def test_a_price_is_that_of_the_day_with_who_tells_it(catalog: Library) -> None:
    before, now = (catalog.price("acme-one", TEXT, day=day) for day in (date(2025, 12, 31), TODAY))
    assert (before.total, now.total, now.currency) == (Decimal("0.6"), Decimal("0.3"), "USD")
    assert now.route == RouteName("acme/one", "acme", "acme-one")
    assert now.backing.level is Level.PRIMARY
    (reading,) = now.backing.readings
    assert (reading.source, reading.publisher, reading.url) == ("acme/pricing", "Acme", "https://acme.com/pricing")
    assert now.backing.read_on == date(2026, 10, 12)
    assert catalog.price("acme-one", TEXT) == now, "the day of SOURCE_DATE_EPOCH, where none is given"


def test_a_provider_or_a_route_says_whose_price_it_is(catalog: Library) -> None:
    fast = catalog.price("acme/one", TEXT, provider="hosting", day=TODAY)
    assert (fast.currency, fast.backing.level) == ("EUR", Level.SINGLE_SOURCE)
    assert catalog.price(fast.route, TEXT, day=TODAY) == fast
    with pytest.raises(UnknownId, match="Take one from `resolve`"):
        catalog.price(RouteName("acme/one", "hosting", "slow"), TEXT, day=TODAY)


def test_only_the_prices_that_were_used_say_how_well_the_sum_is_founded(tmp_path: Path) -> None:
    batch = "        batch: {input: 0.05, output: 0.20}\n"
    against = "{source: datasets/litellm, read_on: 2026-11-01, supports: [], reports: {standard.output: 0.5}}"
    text = small_catalog.FILES["models/acme/one/routes/acme.yaml"].replace(
        batch, f"{batch}        evidence: [{against}]\n"
    )
    small_catalog.write(tmp_path / "catalog", {"models/acme/one/routes/acme.yaml": text})
    catalog = load(tmp_path / "catalog")
    whole = catalog.price("acme-one", TEXT, day=TODAY).backing
    assert (whole.level, [dispute.reported for dispute in whole.disputes]) == (Level.DISPUTED, [Decimal("0.5")])
    assert (whole.disputes[0].field, whole.disputes[0].by.source) == ("prices[1].standard.output", "datasets/litellm")
    assert catalog.price("acme-one", Usage(input_tokens=1), day=TODAY).backing.level is Level.PRIMARY


def test_a_tier_and_a_piece_are_told_by_who_tells_them(tmp_path: Path) -> None:
    route = """
routes:
  - model_id: acme-paint
    prices:
      - from: 2026-02-01
        basis: announced
        standard:
          input: 1
          tiers: [{above_input_tokens: 1000, input: 2}]
          per_unit:
            - unit: image
              price: 0.04
        evidence:
          - {source: acme/docs, read_on: 2026-10-01, supports: [standard.input, from]}
          - {source: datasets/litellm, read_on: 2026-10-02, supports: [standard.tiers]}
          - {source: datasets/models-dev, read_on: 2026-10-03, supports: [standard.per_unit]}
    evidence:
      - {source: acme/docs, read_on: 2026-10-01, supports: [model_id]}
"""
    small_catalog.write(tmp_path / "catalog", {"models/acme/paint/routes/acme.yaml": route})
    catalog = load(tmp_path / "catalog")

    def told_by(usage: Usage) -> list[str]:
        return [reading.source for reading in catalog.price("acme-paint", usage, day=TODAY).backing.readings]

    assert told_by(Usage(input_tokens=1000)) == ["acme/docs"]
    assert told_by(Usage(input_tokens=1001)) == ["datasets/litellm"]
    assert told_by(Usage(counted=(Counted("image", 1),))) == ["datasets/models-dev"]


@pytest.mark.parametrize(
    ("id", "provider", "day", "error", "said"),
    [
        ("acme/one", "acmee", TODAY, UnknownId, "acmee is no provider of the catalog. Did you mean acme?"),
        ("zenith/zen", "acme", TODAY, NotServed, "zenith/zen is not known at acme. It is at hosting."),
        ("acme/one", "acme", date(2020, 1, 1), NoPrice, "Prices are known from 2025-04-14 on"),
        ("acme/embed", None, TODAY, NoPrice, "None is known at all."),
    ],
)
def test_what_cannot_be_priced_says_what_to_do(
    catalog: Library, id: str, provider: str | None, day: date, error: type[LibraryError], said: str
) -> None:
    with pytest.raises(error, match=re.escape(said)):
        catalog.price(id, TEXT, provider=provider, day=day)


def test_a_usage_of_nothing_is_refused(catalog: Library) -> None:
    with pytest.raises(ValueError, match="counts nothing"):
        catalog.price("acme-one", Usage(), day=TODAY)


# Status


def test_a_status_is_that_of_the_routes_that_the_id_names(catalog: Library) -> None:
    assert catalog.status("acme/one", day=TODAY).status is Status.ACTIVE
    dated = catalog.status("acme-one-2025-04-14", day=TODAY)
    assert (dated.status, dated.at_developer) == (Status.RETIRED, Status.RETIRED)
    (route,) = dated.routes
    assert (route.retires_on, route.backing.level) == (date(2026, 10, 23), Level.PRIMARY)
    assert catalog.status("acme-one-2025-04-14", day=date(2026, 10, 22)).status is Status.DEPRECATED
    assert catalog.status("acme/one", provider="vault", day=TODAY).at_developer is None


def test_a_floor_that_passed_retires_nothing(catalog: Library) -> None:
    (route,) = catalog.status("acme-one-mini", day=TODAY).routes
    assert (route.status, route.floor_passed) == (Status.ACTIVE, True)


def test_a_route_without_days_is_backed_by_who_tells_of_it(catalog: Library) -> None:
    (route,) = catalog.status("acme/one", provider="vault", day=TODAY).routes
    assert [reading.source for reading in route.backing.readings] == ["datasets/models-dev"]


def test_results_cannot_be_changed(catalog: Library) -> None:
    with pytest.raises(FrozenInstanceError):
        catalog.resolve("acme-one").model = "acme/two"  # type: ignore[misc]


# Loading


def test_a_folder_that_is_no_catalog_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"Name the folder that holds benchmarks\.yaml"):
        load(tmp_path)


def test_a_file_that_does_not_read_is_told_with_its_line(tmp_path: Path) -> None:
    small_catalog.write(tmp_path, {"developers/acme.yaml": "name: 4\n"})
    with pytest.raises(Unreadable, match=r"acme\.yaml:1:1: homepage is missing.*\n.*Run `model-catalog check") as error:
        load(tmp_path)
    assert str(tmp_path) in str(error.value)


def test_nothing_is_written_beside_the_catalog_and_nothing_must_be(
    tmp_path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_catalog.write(tmp_path / "catalog")
    before = set((tmp_path / "catalog").rglob("*"))
    load(tmp_path / "catalog")
    assert set((tmp_path / "catalog").rglob("*")) == before
    assert list(own_cache.rglob("data.txt"))
    (tmp_path / "full").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "full"))
    assert load(tmp_path / "catalog").resolve("acme-one").model == "acme/one"


def test_it_loads_without_pages_and_without_the_command_line() -> None:
    code = "import sys, generator.library; print({'mkdocs', 'jinja2', 'click', 'rich'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "set()\n"


# The page


def test_every_example_of_the_page_prints_what_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("XDG_CACHE_HOME", str(ROOT / ".cache"))
    names: dict[str, object] = {}
    printed: list[str] = []
    for code, _ in EXAMPLES:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(code, "python.md", "exec"), names)
        printed.append(out.getvalue())
    assert printed == [shown for _, shown in EXAMPLES]
    assert len(printed) > 5


def test_the_page_names_every_field_of_a_usage_every_mode_and_every_error() -> None:
    usage, _, _ = PAGE.partition("Without `provider`")
    table = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", usage, re.MULTILINE)))
    assert sorted(table) == sorted(field.name for field in fields(Usage))
    assert [mode for mode in get_args(Mode) if f"`{mode}`" not in PAGE] == []
    errors = [name for name, kind in vars(library).items() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert [name for name in errors if f"`{name}`" not in PAGE] == []
