"""The JSON files say what the YAML says, digit for digit, and what is documented works."""

from __future__ import annotations

import contextlib
import io
import json
import re
from decimal import Decimal
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog import Catalog
from generator.publish import api, badges, publication
from generator.publish.exact_json import encode
from generator.reading import Reader
from generator.reading.document import parse
from generator.scan.load import knowledge_file
from tests import small_catalog
from tests.shipped_site import ROOT

DOCUMENTATION = (ROOT / "docs" / "pages" / "api.md").read_text(encoding="utf-8")


def loaded(content: bytes) -> Any:
    return json.loads(content, parse_float=Decimal)


@cache
def shipped_catalog() -> Catalog:
    records, problems = Reader(ROOT / "catalog", jobs=1).read()
    assert problems == []
    return Catalog.of(records)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the small catalog by path."""
    catalog = small_catalog.read(tmp_path_factory.mktemp("catalog"))
    return dict(api.files(catalog, small_catalog.TODAY, small_catalog.SITE_URL))


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of the shipped catalog."""
    made = api.Api(shipped_catalog(), small_catalog.TODAY, small_catalog.SITE_URL)
    folder = tmp_path_factory.mktemp("site")
    models = (api.model_file(made, model_id) for model_id in made.catalog.models)
    drawn = chain.from_iterable(badges.files(made, model_id) for model_id in made.catalog.models)
    known = knowledge_file(made.catalog, made.today, made.site_url)
    for path, content in chain(models, drawn, publication.files(made), [known]):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


# What the files hold


def test_a_model_is_its_record_with_what_is_computed_apart(files: dict[str, bytes]) -> None:
    source = {"source": "acme/docs", "read_on": "2026-10-01"}
    primary = "primary"
    assert loaded(files["api/v1/models/acme/one-mini.json"]) == {
        "id": "acme/one-mini",
        "name": "Acme One mini",
        "family": "one",
        "released_on": "2026-02",
        "context_window": 400000,
        "modalities": {"input": ["text"], "output": ["text"]},
        "predecessor": "acme/one",
        "benchmarks": [{"benchmark": "mmlu", "score": Decimal("75.5"), "reported_by": "acme"}],
        "evidence": [source],
        "routes": [
            {
                "provider": "acme",
                "model_id": "acme-one-mini",
                "speaks": ["anthropic"],
                "data_policy": "api",
                "retires_no_earlier_than": "2026-06-01",
                "max_output_tokens": 512,
                "prices": [
                    {
                        "from": "2026-02-01",
                        "basis": "announced",
                        "standard": {"input": Decimal("0.05"), "output": Decimal("0.4")},
                    }
                ],
                "evidence": [source],
                "computed": {
                    "status": "active",
                    "floor_passed": True,
                    "current_prices": {
                        "currency": "USD",
                        "from": "2026-02-01",
                        "basis": "announced",
                        "standard": {"input": Decimal("0.05"), "output": Decimal("0.4")},
                    },
                    "data_policy": {
                        "name": "API terms",
                        "trains_on_data": "no",
                        "retention_days": 30,
                        "zero_data_retention": "on_request",
                        "dpa": "standard",
                        "evidence": [{"source": "acme/terms", "read_on": "2026-09-01"}],
                        "computed": {
                            "evidence_levels": {
                                "trains_on_data": primary,
                                "retention_days": primary,
                                "zero_data_retention": primary,
                                "dpa": primary,
                            },
                            "disputes": [],
                        },
                    },
                    "evidence_levels": {
                        "model_id": primary,
                        "retires_no_earlier_than": primary,
                        "max_output_tokens": primary,
                        "prices[0].from": primary,
                        "prices[0].standard.input": primary,
                        "prices[0].standard.output": primary,
                    },
                    "disputes": [],
                },
            }
        ],
        "computed": {
            "as_of": "2026-11-21",
            "url": "https://example.org/catalog/models/acme/one-mini/",
            "status": "active",
            "status_at_developer": "active",
            "lead_route": 0,
            "evidence_levels": {
                "released_on": primary,
                "context_window": primary,
                "modalities.input": primary,
                "modalities.output": primary,
                "benchmarks[0].benchmark": primary,
                "benchmarks[0].score": primary,
            },
            "disputes": [],
            "sources": {
                "acme/docs": {
                    "title": "Acme's models",
                    "url": "https://acme.com/models",
                    "kind": "model_page",
                    "publisher": "Acme",
                },
                "acme/terms": {
                    "title": "Acme's terms",
                    "url": "https://acme.com/terms",
                    "kind": "terms",
                    "publisher": "Acme",
                },
            },
        },
    }


def test_a_dispute_names_our_value_and_the_others(files: dict[str, bytes]) -> None:
    computed = loaded(files["api/v1/models/acme/one.json"])["computed"]
    assert computed["evidence_levels"]["knowledge_cutoff"] == "disputed"
    assert computed["disputes"] == [
        {
            "field": "knowledge_cutoff",
            "value": "2024-06-01",
            "reports": [{"source": "datasets/models-dev", "read_on": "2026-08-18", "value": "2024-04"}],
        }
    ]


def test_levels_follow_from_who_says_so(files: dict[str, bytes]) -> None:
    model = loaded(files["api/v1/models/acme/one.json"])
    levels = model["computed"]["evidence_levels"]
    assert levels["context_window"] == "primary"
    assert levels["max_output_tokens"] == "corroborated"
    hosted = next(route for route in model["routes"] if route["provider"] == "hosting")
    assert hosted["computed"]["evidence_levels"]["prices[0].standard.input"] == "single source"


def test_a_route_tells_what_holds_today(files: dict[str, bytes]) -> None:
    model = loaded(files["api/v1/models/acme/one.json"])
    alias, snapshot = (route["computed"] for route in model["routes"] if route["provider"] == "acme")
    assert (alias["status"], snapshot["status"]) == ("deprecated", "retired")
    assert alias["current_prices"]["from"] == "2026-01-01"
    assert snapshot["current_prices"] is None
    assert (model["computed"]["status"], model["computed"]["status_at_developer"]) == ("active", "deprecated")


def test_every_source_that_is_named_is_told(files: dict[str, bytes]) -> None:
    for path, content in files.items():
        if path.count("/") > 2:
            named = set(re.findall(r'"source":"([^"]+)"', content.decode()))
            assert named <= set(loaded(content)["computed"]["sources"]), path


def test_the_list_holds_every_model_in_brief(files: dict[str, bytes]) -> None:
    briefs = {brief["id"]: brief for brief in loaded(files["api/v1/models.json"])["models"]}
    assert list(briefs) == ["acme/embed", "acme/one", "acme/one-mini", "acme/paint", "zenith/zen"]
    assert briefs["acme/one"]["price"] == {
        "provider": "acme",
        "model_id": "acme-one",
        "currency": "USD",
        "input": Decimal("0.1"),
        "cached_input": Decimal("0.025"),
        "output": Decimal("0.4"),
    }
    assert "price" not in briefs["acme/paint"]
    assert briefs["acme/one"]["json"] == "https://example.org/catalog/api/v1/models/acme/one.json"


def test_a_provider_lists_its_routes(files: dict[str, bytes]) -> None:
    provider = loaded(files["api/v1/providers/vault.json"])
    assert provider["name"] == "Vault"
    assert provider["computed"]["routes"] == [{"model": "acme/one", "model_id": "acme.one-v1:0", "status": "active"}]


@pytest.mark.parametrize(
    "wanted", ["acme-one", "acme-one-2025-04-14", "acme/one:fast", "hosting/acme/one:fast", "acme one"]
)
def test_any_id_leads_to_its_model(files: dict[str, bytes], wanted: str) -> None:
    assert loaded(files["api/v1/ids.json"])["ids"][wanted] == ["acme/one"]


def test_an_id_leads_to_each_route_that_accepts_it(files: dict[str, bytes]) -> None:
    index = loaded(files["api/v1/ids.json"])
    assert index["routes"]["acme.one-v1:0"] == [["vault", "acme.one-v1:0"]]
    assert index["routes"]["vault/acme.one-v1:0"] == [["vault", "acme.one-v1:0"]]
    assert "acme one" not in index["routes"]


def test_the_file_of_one_model_can_be_made_alone(tmp_path: Path, files: dict[str, bytes]) -> None:
    made = api.Api(small_catalog.read(tmp_path), small_catalog.TODAY, small_catalog.SITE_URL)
    path = "api/v1/models/acme/one.json"
    assert api.model_file(made, "acme/one") == (path, files[path])
    assert dict(api.shared_files(made)) == {name: made for name, made in files.items() if "/models/" not in name}


# Exactly what YAML says


def assert_says_the_same(json_value: Any, yaml_value: Any, where: str) -> None:
    """Fail unless both say the same; a partial date may be a bare year, which is a number in YAML."""
    if isinstance(yaml_value, dict):
        assert sorted(json_value) == sorted(yaml_value), where
        for name, value in yaml_value.items():
            assert_says_the_same(json_value[name], value, f"{where}.{name}")
    elif isinstance(yaml_value, list):
        assert len(json_value) == len(yaml_value), where
        for index, value in enumerate(yaml_value):
            assert_says_the_same(json_value[index], value, f"{where}[{index}]")
    else:
        assert json_value in (yaml_value, str(yaml_value)), where
        assert isinstance(json_value, bool) == isinstance(yaml_value, bool), where


def test_every_field_of_every_shipped_record_is_in_its_file(shipped: Path) -> None:
    for file in sorted((ROOT / "catalog" / "models").glob("*/*/model.yaml")):
        model_id = "/".join(file.parts[-3:-1])
        published = loaded((shipped / f"api/v1/models/{model_id}.json").read_bytes())
        routes = published.pop("routes")
        assert published.pop("id") == model_id
        published.pop("computed")
        assert_says_the_same(published, parse(file.name, file.read_bytes()), model_id)
        of_providers: dict[str, list[Any]] = {}
        for route in routes:
            route.pop("computed")
            of_providers.setdefault(route.pop("provider"), []).append(route)
        typed = {
            path.stem: parse(path.name, path.read_bytes())["routes"] for path in sorted(file.parent.glob("routes/*"))
        }
        assert_says_the_same(of_providers, typed, model_id)


def test_a_price_keeps_its_digits(files: dict[str, bytes]) -> None:
    text = files["api/v1/models/acme/one.json"].decode()
    assert '"standard":{"input":0.0000001,"output":1}' in text
    assert '"standard":{"input":0.1,"cached_input":0.025,"output":0.4}' in text
    assert '"score":80.1,' in text


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_decimal_is_written_without_loss(value: Decimal) -> None:
    text = encode({"value": value}).decode()
    assert Decimal(text.removeprefix('{"value":').removesuffix("}\n")) == value
    assert "E" not in text


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=10,
)


@given(plain)
def test_what_is_written_is_json(value: Any) -> None:
    assert json.loads(encode(value)) == value


@pytest.mark.parametrize("value", [0.1, Decimal("NaN"), object(), {"a": [0.5]}, b"bytes"])
def test_what_has_no_exact_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        encode(value)


def test_the_same_catalog_gives_the_same_bytes(tmp_path: Path, files: dict[str, bytes]) -> None:
    again = dict(api.files(small_catalog.read(tmp_path), small_catalog.TODAY, small_catalog.SITE_URL))
    assert list(again.items()) == list(files.items())


# The documentation


def test_every_example_of_the_documentation_runs_and_prints_what_it_says(shipped: Path) -> None:
    examples = "".join(re.findall(r"```python\n(.*?)```", DOCUMENTATION, re.DOTALL))
    address = re.search(r'^API = "(https://[^"]+/)api/v1/"$', examples, re.MULTILINE)
    assert address
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(examples.replace(address[1], f"{shipped.as_uri()}/"), "api.md", "exec"), {})
    lines = printed.getvalue().splitlines()
    promised = re.findall(r"print\(.*\)  # (.*)", examples)
    assert len(promised) == 5
    assert [line for line in lines if line in promised] == promised
    assert len(lines) > 20


def test_every_address_of_the_documentation_exists(shipped: Path) -> None:
    addresses = re.findall(r"https://[^/\s]+/model-catalog/([^\s\")]+\.\w+)", DOCUMENTATION)
    assert len(addresses) > 5
    assert [path for path in addresses if not (shipped / path).is_file()] == []
    places = re.findall(r"^\| `([^`]+\.(?:json|xml|ics|csv|sqlite))` \|", DOCUMENTATION, re.MULTILINE)
    patterns = [re.sub(r"<\w+>", "*", place) for place in places]
    folders = (shipped / "api/v1", shipped)
    assert [pattern for pattern in patterns if not any(any(folder.glob(pattern)) for folder in folders)] == []


def test_the_documentation_names_every_computed_field_and_no_other(files: dict[str, bytes]) -> None:
    model = loaded(files["api/v1/models/acme/one.json"])
    computed = {*model["computed"], *model["routes"][0]["computed"]}
    assert set(re.findall(r"`computed\.(\w+)`", DOCUMENTATION)) == computed
