/* What swapping parts of the ledger would lose: open lists, the place of the focus, the address
   of the same list in the other language. */
const opened = new Set();
const narrow = matchMedia("(max-width: 63.99rem)");
let isSent = false;

document.addEventListener("toggle", ({ target }) => {
  if (!target.matches?.(".facet__more")) return;
  if (target.open) opened.add(target.id);
  else if (target.isConnected) opened.delete(target.id);
}, true);

// Words count when they are sent, or with the next choice; not as soon as their box is left.
document.addEventListener("change", (event) => {
  if (event.target.id === "id_q") event.stopPropagation();
}, true);

document.addEventListener("submit", () => { isSent = true; }, true);

document.addEventListener("htmx:configRequest", ({ detail }) => {
  for (const [name, value] of [...detail.formData]) {
    if (value === "") detail.formData.delete(name);
  }
});

// Nobody loses what is being typed.
document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  if (detail.target.id === "words" && document.activeElement?.id === "id_q") detail.shouldSwap = false;
});

document.addEventListener("htmx:oobAfterSwap", () => {
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
});

document.addEventListener("htmx:afterSettle", () => {
  const other = document.querySelector(".masthead__language");
  if (other) other.search = location.search;
  const found = document.getElementById("found-head");
  if (isSent && narrow.matches) {
    // Whoever asks on a small screen wants to see the answer.
    document.querySelector(".choices__drawer")?.removeAttribute("open");
    found?.focus();
  } else if (document.activeElement === document.body) {
    // What had the focus may be gone with the choice that it stood for.
    found?.focus({ preventScroll: true });
  }
  isSent = false;
});
