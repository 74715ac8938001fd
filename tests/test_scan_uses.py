"""What counts as an id in use and what does not: alarms that are missed, and alarms that are false."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scan_knowledge import findings, ids_in


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.py", 'model="gpt-4"', "gpt-4"),
        ("a.py", "MODELS = ['gpt-4', 'none']", "gpt-4"),
        ("a.py", 'return "gpt-4"', "gpt-4"),
        ("a.py", 'if name == "gpt-4" and ready:', "gpt-4"),
        ("a.py", 'ask(question, "gpt-4")', "gpt-4"),
        ("a.py", 'price = {"gpt-4": 30}', "gpt-4"),
        ("a.py", 'run(model="o1")', "o1"),
        ("a.py", 'LLM = "o1"', "o1"),
        ("a.py", 'voice_model = "tts-1"', "tts-1"),
        ("a.py", 'import openai\nspeak("tts-1")', "tts-1"),
        ("a.py", 'KEY = "DEEPGRAM_API_KEY"\nmodel = "nova"', "nova"),
        ("a.py", 'model = "meta-llama/Llama-3-70B"', "meta-llama/Llama-3-70B"),
        ("a.py", 'MODEL = "ft:gpt-4o-2024-08-06:acme::x1"', "gpt-4o-2024-08-06"),
        ("a.py", 'init_chat_model("openai:gpt-4")', "gpt-4"),
        ("a.py", 'url = "https://x.openai.azure.com/openai/deployments/gpt-4/chat/completions"', "gpt-4"),
        ("a.py", 'post("/v1beta/models/gemini-1.5-pro:generateContent")', "gemini-1.5-pro"),
        (
            "a.tf",
            'arn = "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-opus-20240229-v1:0"',
            "anthropic.claude-3-opus-20240229-v1:0",
        ),
        ("a.go", "const model = `gpt-4`", "gpt-4"),
        ("a.c", '#define MODEL "gpt-4"', "gpt-4"),
        ("a.yaml", "model: gpt-4  # for now", "gpt-4"),
        ("a.yaml", "models:\n  - gpt-4\n", "gpt-4"),
        ("a.yaml", "model: o1", "o1"),
        ("a.yaml", "model: {name: gpt-4}", "gpt-4"),
        (".env", "OPENAI_MODEL=gpt-4", "gpt-4"),
        (".env", "CHAT_MODEL=o1", "o1"),
        ("run.sh", "ask --model gpt-4 hello", "gpt-4"),
        ("run.sh", 'MODEL="${MODEL:-gpt-4}"', "gpt-4"),
        ("Dockerfile", "ENV MODEL=gpt-4", "gpt-4"),
        ("a.json", '{"model": "gpt-4"}', "gpt-4"),
        ("a.json", '"cmd": "{\\"model\\": \\"gpt-4\\"}"', "gpt-4"),
        ("a.py", "see gpt-4o-2024-08-06 and others", "gpt-4o-2024-08-06"),
        ("a.py", "route azure/gpt-4 there", "azure/gpt-4"),
    ],
)
def test_an_id_in_use_is_found(tmp_path: Path, name: str, text: str, found: str) -> None:
    assert ids_in(tmp_path, text, name) == [found]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", "# gpt-4 was the first"),
        ("a.py", '# model="gpt-4"'),
        ("a.ts", '// const model = "gpt-4"'),
        ("a.ts", ' * @param model "gpt-4"'),
        ("a.sql", "-- 'gpt-4'"),
        ("a.py", '"""We use gpt-4 and o1 here."""'),
        ("a.py", '"""The model "gpt-4" was slow."""'),
        ("a.py", 'print("thanks to gpt-4 it works")'),
        ("a.py", 'print("o1")'),
        ("a.py", 'words = ["command", "nova", "o1"]'),
        ("a.py", 'model = "nova"'),
        ("a.py", 'run(command="nova")'),
        ("a.py", 'step("tts-1")'),
        ("a.py", 'model = "GPT-4"'),
        ("a.py", 'model = f"gpt-4-{size}"'),
        ("a.py", "from lib import gpt_4, nova, command"),
        ("a.py", "x = gpt - 4"),
        ("a.py", 'require("./gpt-4/index")'),
        ("a.py", 'open("docs/openai/gpt-4.png")'),
        ("package.json", '{"gpt-3-encoder": "1.1.4", "gpt-4-tokens": "2.0.0"}'),
        ("a.py", 'family = "gpt-9"'),
        ("a.yaml", "command: nova\ntitle: gpt-4 and more\nname: o1\n"),
        ("a.yaml", "family: gpt-9"),
        ("a.md", '`model="gpt-4"`'),
        ("a.lock", 'model = "gpt-4"'),
        ("a.py", 'model = "gpt-4"  # catalog: ignore'),
        ("a.py", '# catalog: ignore\nmodel = "gpt-4"'),
    ],
)
def test_what_is_no_id_in_use_is_left_alone(tmp_path: Path, name: str, text: str) -> None:
    assert ids_in(tmp_path, text, name) == []


def test_an_ignore_comment_reaches_one_line_down(tmp_path: Path) -> None:
    text = '# catalog: ignore\na = "gpt-4"\nb = "gpt-4"\n'
    assert [finding.use.line for finding in findings(tmp_path, text)] == [3]


def test_lines_and_columns_count_characters_from_one(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, 'import openai\r\nx = "é" ; model = "openai:gpt-4"\r\n')
    assert (finding.use.line, finding.use.column, finding.use.end_column) == (2, 27, 32)


@pytest.mark.parametrize(
    ("text", "provider", "told_by"),
    [
        ('model = "gpt-4"', "openai", "its developer"),
        ('client = AzureOpenAI()\nmodel = "gpt-4"', "azure", "AzureOpenAI"),
        ("AZURE_OPENAI_DEPLOYMENT=gpt-4", "azure", "AZURE_OPENAI_"),
        ("OPENAI_API_KEY=x\nazure_openai_model: gpt-4", "azure", "azure_openai_"),
        ('from openai import AzureOpenAI, OpenAI\nclient = OpenAI()\nmodel = "gpt-4"', "openai", "OpenAI"),
        ('OpenAI(base_url="https://openrouter.ai/api/v1")\nmodel = "openai/gpt-4"', None, None),
        ('import openai\nopenai.azure_deployment = "gpt-4"', "azure", "azure_deployment"),
        ('{"provider": "azure",\n "model": "gpt-4"}', "azure", 'provider": "azure'),
        ('AzureOpenAI(\n)\na = "gpt-4"\nOpenAI()\nb = 1', "azure", "AzureOpenAI"),
        ('model = "azure/gpt-4"', "azure", "the id"),
        ('model = "azure_ai:gpt-4"', "azure", "the id"),
        ('model = "anthropic.claude-3-opus-20240229-v1:0"', "amazon-bedrock", "the id"),
    ],
)
def test_the_provider_follows_from_the_context(
    tmp_path: Path, text: str, provider: str | None, told_by: str | None
) -> None:
    found = [(finding.provider, finding.inferred_from) for finding in findings(tmp_path, text)]
    # OpenRouter goes on serving it, so there is nothing to say.
    assert found == ([(provider, told_by)] if provider else [])


def test_a_notebook_is_read_where_it_is_code(tmp_path: Path) -> None:
    def cell(kind: str, *lines: str, output: str = "") -> str:
        outputs = f'"outputs": [\n     "{output}"\n   ],\n   ' if kind == "code" else ""
        source = ",\n    ".join(f'"{line}"' for line in lines)
        return f'{{\n   "cell_type": "{kind}",\n   {outputs}"source": [\n    {source}\n   ]\n  }}'

    prose = cell("markdown", "model=\\'gpt-4\\' is old\\n")
    code = cell("code", "# model='gpt-4'\\n", "model='gpt-4'\\n", output="model='gpt-4'")
    text = f'{{\n "cells": [\n  {prose},\n  {code}\n ]\n}}\n'
    (finding,) = findings(tmp_path, text, "a.ipynb")
    assert text.splitlines()[finding.use.line - 1].strip() == "\"model='gpt-4'\\n\""
    assert "# model" in text.splitlines()[finding.use.line - 2]


def test_a_notebook_on_one_line_is_read_too(tmp_path: Path) -> None:
    text = '{"cells": [{"cell_type": "code", "source": ["m=\\"gpt-4\\""]}]}'
    assert ids_in(tmp_path, text, "a.ipynb") == ["gpt-4"]
