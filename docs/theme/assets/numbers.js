// Numbers as people read them: 1,517 and 2,443.50.

// By hand, as `toLocaleString` makes a format anew for each number, which costs more than the row that holds it.
export function grouped(number) {
  const [whole, fraction] = String(number).split(".");
  const marked = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? marked : `${marked}.${fraction}`;
}

// At least two digits behind the point, and no more than it takes: 0.10, 0.0375.
export function price(number) {
  return grouped(number.toFixed(10).replace(/(?<=\.\d\d\d*?)0+$/, ""));
}
