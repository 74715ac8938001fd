"""LiteLLM's own calculation of what requests cost, from a cost map of ours.

It runs in a process of its own: importing LiteLLM takes seconds and changes how its process logs and warns. It reaches
no network, for an export must be of use without.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from generator.catalog import Usage
from tests.shipped_site import ROOT


class Request(NamedTuple):
    """A request to be priced."""

    key: str
    """The entry of the cost map."""
    provider: str
    """What LiteLLM calls the provider."""
    usage: Usage


def costs(cost_map: Path, requests: Iterable[Request]) -> list[float | str]:
    """Return what LiteLLM says that each request costs in dollars, or why it cannot tell."""
    asked = [{**request._asdict(), "usage": asdict(request.usage)} for request in requests]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.litellm_costs", str(cost_map)],
        input=json.dumps(asked),
        cwd=ROOT,
        env={**os.environ, "LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_LOG": "CRITICAL"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    answers: list[float | str] = json.loads(done.stdout.splitlines()[-1])
    return answers


def _no_network(*_: object) -> NoReturn:
    raise OSError("these tests reach no network")


def _main() -> None:
    import litellm

    socket.socket.connect = _no_network  # type: ignore[method-assign]
    litellm.suppress_debug_info = True
    litellm.model_cost = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    litellm.utils._invalidate_model_cost_lowercase_map()
    print(json.dumps([_cost(asked) for asked in json.load(sys.stdin)]))


def _cost(asked: dict[str, Any]) -> float | str:
    from litellm import cost_per_token

    usage = asked["usage"]
    how: dict[str, str] = {}
    if usage["mode"] == "batch":
        how = {"call_type": "aretrieve_batch"}
    elif usage["mode"] != "standard":
        how = {"service_tier": usage["mode"]}
    try:
        parts = cost_per_token(
            model=asked["key"], custom_llm_provider=asked["provider"], usage_object=_usage(usage), **how
        )
    except Exception as error:
        return str(error)
    return float(sum(parts))


def _usage(usage: dict[str, Any]) -> Any:
    """A usage as LiteLLM counts it, where all tokens of a side are together."""
    from litellm.types import utils

    kept_5m, kept_1h = usage["cache_write_5m_tokens"], usage["cache_write_1h_tokens"]
    written = usage["cache_write_tokens"] + kept_5m + kept_1h
    lifetimes = utils.CacheCreationTokenDetails(ephemeral_5m_input_tokens=kept_5m, ephemeral_1h_input_tokens=kept_1h)
    media_in = [usage[f"input_{medium}_tokens"] for medium in ("audio", "image", "video")]
    media_out = [usage[f"output_{medium}_tokens"] for medium in ("audio", "image")]
    asked, answered = usage["input_tokens"] + sum(media_in), usage["output_tokens"] + sum(media_out)
    return utils.Usage(
        prompt_tokens=asked,
        completion_tokens=answered,
        total_tokens=asked + answered,
        prompt_tokens_details=utils.PromptTokensDetailsWrapper(
            text_tokens=usage["input_tokens"] - usage["cached_input_tokens"] - written,
            cached_tokens=usage["cached_input_tokens"],
            cache_creation_tokens=written,
            cache_creation_token_details=lifetimes if kept_5m or kept_1h else None,
            audio_tokens=media_in[0],
            image_tokens=media_in[1],
            video_tokens=media_in[2],
        ),
        completion_tokens_details=utils.CompletionTokensDetailsWrapper(
            text_tokens=usage["output_tokens"], audio_tokens=media_out[0], image_tokens=media_out[1]
        ),
    )


if __name__ == "__main__":
    _main()
