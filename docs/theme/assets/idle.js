// Work that can wait until the page has loaded and the browser has nothing better to do.

export function whenIdle(then) {
  const later = () => (window.requestIdleCallback ? requestIdleCallback(() => then(), { timeout: 2000 }) : setTimeout(then, 200));
  if (document.readyState === "complete") later();
  else addEventListener("load", later, { once: true });
}
