"""Prices on the way from a format to a rate card, with what was not understood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from generator.schema import MODES, Mode, RateCard
from generator.sync.observation import Gaps


class Cards:
    """Collects prices by mode, tier and field; `done` makes rate cards of them."""

    def __init__(self, at: str, gaps: Gaps) -> None:
        self._at = at
        self._gaps = gaps
        self._rates: dict[Mode, dict[str, Decimal]] = defaultdict(dict)
        self._tiers: dict[Mode, dict[int, dict[str, Decimal]]] = defaultdict(lambda: defaultdict(dict))
        self._units: dict[Mode, dict[tuple[str, str | None], Decimal]] = defaultdict(dict)

    def rate(self, mode: Mode, field: str, price: Decimal | None, above: int | None = None) -> None:
        """Add a price per million tokens; None is one that was no sane amount."""
        if price is None:
            self._gaps.note(f"a price of {field} that is no sane amount", self._at)
        elif above is None:
            self._rates[mode][field] = price
        else:
            self._tiers[mode][above][field] = price

    def unit(self, mode: Mode, unit: str, what: str | None, price: Decimal | None) -> None:
        """Add a price per something else."""
        if price is None:
            self._gaps.note(f"a price per {unit} that is no sane amount", self._at)
        else:
            self._units[mode][unit, what] = price

    def done(self) -> Mapping[Mode, RateCard]:
        """Return the rate cards; a mode without any price has none."""
        cards: dict[Mode, RateCard] = {}
        self._drop_dear_caches()
        for mode in MODES:
            data: dict[str, Any] = dict(self._rates[mode])
            tiers = [
                {"above_input_tokens": above, **rates}
                for above, rates in sorted(self._tiers[mode].items())
                if any(self._rates[mode].get(name) != price for name, price in rates.items())
            ]
            if tiers:
                data["tiers"] = tiers
            if self._units[mode]:
                data["per_unit"] = [
                    {"unit": unit, "price": price, **({"what": what} if what else {})}
                    for (unit, what), price in self._units[mode].items()
                ]
            if data:
                try:
                    cards[mode] = RateCard.model_validate(data)
                except ValidationError as error:
                    self._gaps.note(f"prices that the catalog cannot hold: {error.errors()[0]['msg']}", self._at)
        return cards

    def _drop_dear_caches(self) -> None:
        """Reading from a cache never costs more than reading anew; where it does, a column slipped."""
        groups = [*self._rates.values(), *(tier for tiers in self._tiers.values() for tier in tiers.values())]
        for rates in groups:
            for field, price in list(rates.items()):
                full = rates.get(field.removeprefix("cached_"))
                if field.startswith("cached_") and full is not None and price > full:
                    self._gaps.note("a cached price above the plain one, not taken", self._at)
                    del rates[field]
