"""Any id that somebody has at hand leads to its model."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.catalog import Catalog, id_index, resolve
from generator.sync.identify import Identifier, Identity
from generator.sync.observation import Observation
from tests import sync_catalog
from tests.factory import MINI, MINI_ROUTES, NANO, NANO_AT_HOST, NANO_ROUTES, Draft


@pytest.mark.parametrize(
    "wanted",
    [
        "acme/nano",
        "nano",
        "Acme nano",
        "ACME NANO",
        "  acme-nano ",
        "acme-nano-2025-04-14",
        "acme-nano-latest",
        "host/acme/nano",
        "acme/acme-nano",
    ],
)
def test_every_name_leads_to_its_model(draft: Draft, wanted: str) -> None:
    assert resolve(draft.catalog(), wanted) == ("acme/nano",)


def test_what_nobody_is_called_leads_nowhere(draft: Draft) -> None:
    assert resolve(draft.catalog(), "acme") == ()


def test_a_name_of_two_models_leads_to_both(draft: Draft) -> None:
    draft.change(MINI, "name: Acme mini", "name: Zen")
    assert resolve(draft.catalog(), "zen") == ("acme/mini", "zenith/zen")


def test_the_index_is_in_order(draft: Draft) -> None:
    index = id_index(draft.catalog())
    assert list(index) == sorted(index)
    assert all(name == name.lower() for name in index)


# Ids as other catalogs write them

ROUTES = "models/meta/llama-3.3-70b/routes/hosting.yaml"
TABLE = """
providers:
  datasets/litellm:
    bedrock: {provider: amazon-bedrock, strip: [bedrock/], regions: {us/: us, eu/: eu}}
    host: {provider: hosting, strip: [host/], prepend: accounts/x/models/, regions: {eu/: eu}}
    host-too: {provider: hosting, strip: [host/], prepend: accounts/x/models/, regions: {eu/: eu}}
  datasets/models-dev:
    hosting-ai: {provider: hosting}
models:
  meta/llama-3.3-70b:
    snapshots: [llama-3.3-70b-2024]
    known_as: [llama-large]
    variants: {llama-large-fast: fast}
stands_for:
  datasets/litellm: {1-month-commitment/llama: llama-large}
"""
BEDROCK = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"


def foreign(folder: Path, routes: str) -> Catalog:
    files = {"sync/identities.yaml": TABLE, ROUTES: f"routes:\n{routes}"}
    return sync_catalog.read(sync_catalog.write(folder, **files))


def route(model_id: str, more: str = "") -> str:
    return f"  - {{model_id: {model_id}, {more} evidence: [{{source: datasets/litellm, read_on: 2026-08-01}}]}}\n"


@pytest.mark.parametrize(
    ("wanted", "provider", "model_id"),
    [
        (BEDROCK, "amazon-bedrock", BEDROCK),
        (f"bedrock/{BEDROCK}", "amazon-bedrock", BEDROCK),
        (f"bedrock/us/{BEDROCK}", "amazon-bedrock", BEDROCK),
        (f"amazon-bedrock/{BEDROCK}", "amazon-bedrock", BEDROCK),
        ("accounts/x/models/llama-33", "hosting", "accounts/x/models/Llama-33"),
        ("host/accounts/x/models/llama-33", "hosting", "accounts/x/models/Llama-33"),
        ("host/llama-33", "hosting", "accounts/x/models/Llama-33"),
        ("hosting-ai/accounts/x/models/llama-33", "hosting", "accounts/x/models/Llama-33"),
    ],
)
def test_an_id_leads_to_its_route_however_it_is_written(
    tmp_path: Path, wanted: str, provider: str, model_id: str
) -> None:
    assert id_index(foreign(tmp_path, route("accounts/x/models/Llama-33")))[wanted].routes == ((provider, model_id),)


@pytest.mark.parametrize("wanted", [f"bedrock/eu/{BEDROCK}", "host/eu/accounts/x/models/llama-33", "eu/llama-33"])
def test_a_region_that_a_route_does_not_serve_leads_nowhere(tmp_path: Path, wanted: str) -> None:
    assert wanted not in id_index(foreign(tmp_path, route("accounts/x/models/Llama-33")))


def test_a_snapshot_leads_to_the_deployment_that_serves_it(tmp_path: Path) -> None:
    index = id_index(foreign(tmp_path, route("large", "serves: llama-3.3-70b-2024,")))
    assert index["hosting-ai/llama-3.3-70b-2024"].routes == index["hosting-ai/large"].routes == (("hosting", "large"),)


def test_a_snapshot_leads_past_an_alias_to_its_own_route(tmp_path: Path) -> None:
    both = route("large", "serves: large-2024,") + route("large-2024")
    assert id_index(foreign(tmp_path, both))["hosting/large-2024"].routes == (("hosting", "large-2024"),)


@pytest.mark.parametrize(
    "wanted",
    [
        "host/low/1024-x-1024/llama-33",
        "low/1024-x-1024/host/llama-33",
        "host/1024-x-1024/max-steps/llama-33",
    ],
)
def test_an_image_that_has_a_price_of_its_own_may_stand_before_the_id(tmp_path: Path, wanted: str) -> None:
    whats = ("low quality, 1024 x 1024", "1024 x 1024, max steps")
    units = ", ".join(f"{{unit: image, price: 1, what: '{what}'}}" for what in whats)
    priced = f"prices: [{{from: 2026-01-01, basis: observed, standard: {{per_unit: [{units}]}}}}],"
    index = id_index(foreign(tmp_path, route("accounts/x/models/Llama-33", priced)))
    assert index[wanted].routes == (("hosting", "accounts/x/models/Llama-33"),)


def test_an_id_of_a_sources_own_making_leads_where_the_table_says(tmp_path: Path) -> None:
    assert resolve(foreign(tmp_path, route("x")), "1-month-commitment/llama") == ("meta/llama-3.3-70b",)


@pytest.mark.parametrize("wanted", ["llama-3.3-70b-2024", "llama-large", "llama-large-fast"])
def test_ids_that_the_table_gives_to_a_model_lead_to_it(tmp_path: Path, wanted: str) -> None:
    assert resolve(foreign(tmp_path, route("x")), wanted) == ("meta/llama-3.3-70b",)


def test_every_form_of_an_id_is_taken_apart_as_it_was_put_together(tmp_path: Path) -> None:
    catalog = foreign(tmp_path, route("accounts/x/models/Llama-33", "regions: [eu],"))
    identifier = Identifier(catalog)
    written = [text for text in id_index(catalog) if text.startswith(("host/", "bedrock/"))]
    assert len(written) == 5
    for text in written:
        seen = Observation("datasets/litellm", date(2026, 8, 1), text.split("/")[0], text, "here")
        identity = identifier.identify(seen)
        assert isinstance(identity, Identity)
        assert identity.route is not None


# Aliases


def alias_messages(draft: Draft) -> list[str]:
    return [problem.message for problem in draft.problems()]


def test_an_alias_may_lead_to_another_or_to_the_models_own_id(draft: Draft) -> None:
    draft.change(NANO, "points_to: acme-nano-2025-04-14", "points_to: nano")
    assert alias_messages(draft) == []


def test_aliases_that_lead_in_a_circle_are_refused(draft: Draft) -> None:
    draft.change(NANO, "points_to: acme-nano-2025-04-14", "points_to: acme-nano-latest")
    assert alias_messages(draft) == [
        "leads back to acme-nano. Point it to a snapshot.",
        "leads back to acme-nano-latest. Point it to a snapshot.",
    ]


def test_an_alias_that_leads_to_itself_is_refused(draft: Draft) -> None:
    draft.change(NANO, "points_to: acme-nano\n", "points_to: acme-nano-latest\n")
    assert alias_messages(draft) == ["leads back to acme-nano-latest. Point it to a snapshot."]


def test_only_the_alias_that_leads_nowhere_is_refused_and_not_those_before_it(draft: Draft) -> None:
    spot = draft.change(NANO, "points_to: acme-nano-2025-04-14", "points_to: acme-nano-2024")
    assert [(problem.path, problem.line) for problem in draft.problems()] == [spot]


# One id, one model


def test_the_same_id_may_stand_at_two_providers(draft: Draft) -> None:
    draft.change(NANO_AT_HOST, "model_id: acme/nano", "model_id: acme-mini")
    assert draft.problems() == []


def test_the_same_id_may_stand_twice_for_other_regions_or_another_variant(draft: Draft) -> None:
    text = (draft.root / NANO_AT_HOST).read_text().replace("routes:\n", "")
    draft.write(NANO_AT_HOST, f"routes:\n{text}{text.replace('regions: [eu]', 'variant: free')}")
    assert draft.problems() == []


def test_an_id_of_a_developers_other_model_is_refused_as_a_snapshot(draft: Draft) -> None:
    draft.change(NANO, "id: acme-nano-latest", "id: acme-mini")
    draft.change(MINI_ROUTES, "model_id: acme-mini", "model_id: Acme-Mini")
    messages = {problem.path: problem.message for problem in draft.problems()}
    assert messages == {
        NANO: "acme-mini at acme is claimed by acme/mini too. Keep it at one of the two.",
        MINI_ROUTES: "acme-mini at acme is claimed by acme/nano too. Keep it at one of the two.",
    }


def test_a_route_may_serve_a_snapshot(draft: Draft) -> None:
    draft.change(NANO_ROUTES, "serves: acme-nano", "serves: acme-nano-2025-04-14")
    assert draft.problems() == []
