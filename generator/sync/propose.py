"""Models that nobody knows yet -> entries for the table, for a person to read, mend and commit.

Nothing here enters the catalog. An entry is proposed where the id or the provider names a developer that the catalog
has; whether those ids are one model, a version of another or none at all is for the reader to say.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from generator.reading.document import Data
from generator.schema.text import plain_text, slug
from generator.sync.identify import Identifier, Unidentified
from generator.sync.names import key
from generator.sync.observation import Observation

_OWNER = re.compile(r"^[\w. ]{2,20}: ")


def propose(unidentified: Iterable[tuple[Observation, Unidentified]], identifier: Identifier) -> dict[str, Data]:
    """Return the table's entries for unknown models, those that most providers serve first."""
    groups: dict[tuple[str, str], list[tuple[Observation, str]]] = defaultdict(list)
    for observation, _ in unidentified:
        developer, text = identifier.unknown_name(observation)
        if developer is not None and key(text):
            groups[developer, key(text)].append((observation, text))
    proposals: dict[str, Data] = {}
    ordered = sorted(groups.items(), key=lambda item: (-len({seen.provider for seen, _ in item[1]}), item[0]))
    for (developer, _), seen in ordered:
        text = Counter(name for _, name in seen).most_common(1)[0][0].lower()
        names = Counter(_OWNER.sub("", observation.name) for observation, _ in seen if observation.name)
        name = names.most_common(1)[0][0] if names else text
        try:
            proposals[f"{developer}/{slug(text)}"] = {"name": plain_text(name)}
        except ValueError:
            continue  # What the catalog could not hold is no proposal; it stands among the unidentified.
    return proposals
