// Amounts as the pricing page writes them: with their currency, grouped, and with points below each other.

import { element } from "./dom.js";
import { grouped } from "./numbers.js";
import { text } from "./pricing-rule.js";

// An exact amount, with at least two digits behind the point.
export function money(amount, currency, words) {
  return `${signOf(currency, words)}${grouped(text(amount, 2))}`;
}

// An amount rounded to a number of digits, so that a column of them is aligned.
export function sum(amount, currency, digits, words) {
  const rounded = text(amount, digits, digits);
  const least = `0.${"1".padStart(digits, "0")}`;
  const isTiny = Number(rounded) === 0 && amount.digits > 0n;
  return `${isTiny ? "under " : ""}${signOf(currency, words)}${grouped(isTiny ? least : rounded)}`;
}

// A cell in which the point of an amount stands below those of the amounts above it: pricing.css fills up to four digits.
export function amountCell(made) {
  const digits = typeof made === "string" ? (made.split(".")[1]?.length ?? 0) : 0;
  return element("td", { class: digits === 2 || digits === 3 ? `n mc-pad-${4 - digits}` : "n" }, ...[made].flat());
}

function signOf(currency, words) {
  return words.signs[currency] ?? `${currency} `;
}
