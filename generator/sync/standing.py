"""Evidence on plain data: who states a fact of a block, who contradicts it, and what a new reading changes.

The paths are those of `supports`. A list of blocks (tiers, prices per unit) counts as one fact here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from generator.reading.document import Data
from generator.schema import Source
from generator.sync.draft import Block

_NO_FACTS: Final = frozenset(
    {"evidence", "was", "basis", "because", "corrects", "serves", "variant", "data_policy", "speaks", "note"}
)


def leaves(block: Block) -> list[str]:
    """The paths of all facts of a block."""
    return [path for key, value in block.items() if key not in _NO_FACTS for path in _leaves(key, value)]


def _leaves(path: str, value: Data) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(f"{path}.{key}", inner)
    else:
        yield path


def value_at(block: Block, path: str) -> Data | None:
    """The value at a path, or None when it is not written."""
    here: Data = block
    for part in path.split("."):
        if not isinstance(here, dict) or part not in here:
            return None
        here = here[part]
    return here


def put(block: Block, path: str, value: Data) -> None:
    """Write a value at a path. Who spoke of the whole block, or of a part that grows, does not speak of what is new."""
    if value_at(block, path) is None:
        spell_out(block, path)
    *parents, last = path.split(".")
    for part in parents:
        block = block.setdefault(part, {})
    block[last] = value


def spell_out(block: Block, path: str) -> None:
    """Name in full what entries support that would speak of a path too, before it is written."""
    part = path.split(".")[0]
    for entry in block.get("evidence", []):
        if covers(entry, path):
            stated = [leaf for leaf in leaves(block) if covers(entry, leaf)]
            inside = [leaf for leaf in stated if leaf.split(".")[0] == part]
            rest = compact(block, [leaf for leaf in stated if leaf not in inside])
            _insert_supports(entry, [*rest, *inside, *_inside_lists(block, entry)])


def own_evidence(block: Block, name: str) -> None:
    """Give each block of a list the evidence for it that stands at the block around, before the list grows."""
    spell_out(block, f"{name}.")
    items: list[Block] = block.get(name, [])
    for entry in list(block.get("evidence", [])):
        said = [path for path in entry.get("supports") or [] if path.split(".")[0] == name]
        if not said:
            continue
        entry["supports"] = [path for path in entry["supports"] if path not in said]
        for item in items:
            inside = leaves(item) if name in said else [path.removeprefix(f"{name}.") for path in said]
            support(item, entry["source"], entry["read_on"], [path for path in inside if path in leaves(item)])
        if not entry["supports"] and not entry.get("reports"):
            block["evidence"].remove(entry)
        elif not entry["supports"]:
            entry.pop("supports")


def covers(entry: Block, path: str) -> bool:
    """Whether an entry supports a path, by naming it, a parent, or the whole block."""
    supports = entry.get("supports")
    if supports is None:
        return not entry.get("reports")
    return path not in entry.get("reports", {}) and any(
        path == name or path.startswith(f"{name}.") for name in supports
    )


def supporters(block: Block, path: str) -> list[Block]:
    """The entries of a block's evidence that state a fact as we do."""
    return [entry for entry in block.get("evidence", []) if covers(entry, path)]


def is_primary(source_id: str, own: Collection[str], sources: Mapping[str, Source]) -> bool:
    """Whether a source is the developer's or provider's own page."""
    source = sources.get(source_id)
    return source_id.split("/")[0] in own and source is not None and source.kind != "dataset"


def is_dataset(source_id: str, sources: Mapping[str, Source]) -> bool:
    """Whether a source is another catalog rather than a document that somebody read."""
    source = sources.get(source_id)
    return source is None or source.kind == "dataset"


def last_word(block: Block, source: str, path: str) -> str:
    """The newest day on which a source is known to speak of a fact; empty when it never did."""
    days = [
        entry["read_on"]
        for entry in block.get("evidence", [])
        if entry["source"] == source and (covers(entry, path) or path in entry.get("reports", {}))
    ]
    return max(days, default="")


def support(block: Block, source: str, read_on: str, paths: Sequence[str]) -> list[str]:
    """Note that a source read on a day states facts as we do; return those of which that is news."""
    fresh = [path for path in paths if last_word(block, source, path) < read_on]
    if not fresh:
        return []
    everything = set(leaves(block))
    evidence: list[Block] = block.setdefault("evidence", [])
    for entry in [entry for entry in evidence if entry["source"] == source and entry["read_on"] < read_on]:
        if entry.get("supports") is None and not entry.get("reports"):
            if everything <= set(fresh):
                entry["read_on"] = read_on
                return fresh
        elif not covers(entry, "from"):
            _take_out(block, entry, fresh)
            if _is_empty(entry):
                evidence.remove(entry)
    target = _entry(block, source, read_on)
    if target is None:
        target = {"source": source, "read_on": read_on, "supports": []}
        evidence.append(target)
    stated = {path for path in everything if covers(target, path)} if target.get("supports") else set()
    named = compact(block, [*fresh, *stated])
    if everything <= {*fresh, *stated} and not target.get("reports"):
        target.pop("supports", None)
    else:
        _insert_supports(target, [*named, *_inside_lists(block, target)])
    return fresh


def report(block: Block, source: str, read_on: str, path: str, value: Data) -> bool:
    """Note that a source read on a day states another value; return whether that is news.

    Whoever calls makes sure that somebody else still supports ours.
    """
    if last_word(block, source, path) >= read_on:
        return False
    withdraw(block, source, path)
    target = _entry(block, source, read_on)
    if target is None:
        target = {"source": source, "read_on": read_on}
        block.setdefault("evidence", []).append(target)
    target["reports"] = {**target.get("reports", {}), path: value}
    return True


def withdraw(block: Block, source: str, path: str) -> None:
    """Take back all that a source said of a fact before."""
    evidence: list[Block] = block.get("evidence", [])
    for entry in [entry for entry in evidence if entry["source"] == source]:
        _take_out(block, entry, [path])
        if _is_empty(entry):
            evidence.remove(entry)


def let_go(block: Block, path: str) -> None:
    """Make all evidence of a block silent on a fact that is about to be written anew."""
    for entry in list(block.get("evidence", [])):
        _take_out(block, entry, [path])
        if _is_empty(entry):
            block["evidence"].remove(entry)


def rename(block: Block, path: str, new: str) -> None:
    """Write a fact under another path of the same parent, with the evidence for and against it."""
    parent, name = path.split(".")
    spell_out(block, new)
    block[parent] = {new.split(".")[1] if key == name else key: value for key, value in block[parent].items()}
    for entry in block.get("evidence", []):
        if entry.get("supports"):
            entry["supports"] = [new if known == path else known for known in entry["supports"]]
        if path in entry.get("reports", {}):
            entry["reports"] = {new if known == path else known: value for known, value in entry["reports"].items()}


def replace(block: Block, path: str, value: Data, source: str, read_on: str) -> None:
    """Put another value in place of ours; who stated ours now reports it, who reported the new one supports it."""
    old = value_at(block, path)
    withdraw(block, source, path)
    evidence: list[Block] = block.setdefault("evidence", [])
    for entry in evidence:
        agrees = path in entry.get("reports", {}) and str(entry["reports"][path]) == str(value)
        if covers(entry, path):
            _take_out(block, entry, [path])
            entry["reports"] = {**entry.get("reports", {}), path: old}
        elif agrees:
            _take_out(block, entry, [path])
            _insert_supports(entry, [*entry.get("supports", []), path])
    put(block, path, value)
    support(block, source, read_on, [path])


def compact(block: Block, paths: Iterable[str]) -> list[str]:
    """The paths with a parent in place of all its facts, in the order of the block."""
    wanted = set(paths)
    found: list[str] = []
    for key, value in block.items():
        if key in _NO_FACTS:
            continue
        inside = list(_leaves(key, value))
        if wanted.issuperset(inside):
            found.append(key)
        else:
            found.extend(path for path in inside if path in wanted)
    return found


def _entry(block: Block, source: str, read_on: str) -> Block | None:
    """The entry of a source and day to which more can be said."""
    for entry in block.get("evidence", []):
        is_whole = entry.get("supports") is None and not entry.get("reports")
        if entry["source"] == source and entry["read_on"] == read_on and not is_whole:
            found: Block = entry
            return found
    return None


def _insert_supports(entry: Block, names: list[str]) -> None:
    reports = entry.pop("reports", None)
    entry["supports"] = list(dict.fromkeys(names))
    if reports:
        entry["reports"] = reports


def _inside_lists(block: Block, entry: Block) -> list[str]:
    """What an entry supports inside the blocks of a list, such as `snapshots.id`, which stays as it is."""
    return [
        name
        for name in entry.get("supports") or []
        if not any(path == name or path.startswith(f"{name}.") for path in leaves(block))
    ]


def _take_out(block: Block, entry: Block, paths: Sequence[str]) -> None:
    """Make an entry silent on some facts, and leave the rest of what it says."""
    if any(covers(entry, path) for path in paths):
        rest = [path for path in leaves(block) if covers(entry, path) and path not in paths]
        named = [*compact(block, rest), *_inside_lists(block, entry)]
        _insert_supports(entry, named)
        if not named:
            entry.pop("supports")
            entry.setdefault("reports", {})
    for path in paths:
        entry.get("reports", {}).pop(path, None)
    if "reports" in entry and not entry["reports"] and entry.get("supports"):
        entry.pop("reports")


def _is_empty(entry: Block) -> bool:
    return "reports" in entry and not entry["reports"] and not entry.get("supports")
