/* What swapping parts of the ledger would lose: open lists, the place of the focus, the address
   of the same list in the other language. */
const opened = new Set();

document.addEventListener("toggle", ({ target }) => {
  if (!target.matches?.(".facet__more")) return;
  if (target.open) opened.add(target.id);
  else if (target.isConnected) opened.delete(target.id);
}, true);

document.addEventListener("htmx:oobAfterSwap", () => {
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
});

document.addEventListener("htmx:afterSettle", () => {
  const other = document.querySelector(".masthead__language");
  if (other) other.search = location.search;
  // What had the focus may be gone with the choice that it stood for.
  if (document.activeElement === document.body) document.getElementById("found-head")?.focus({ preventScroll: true });
});
