// Pairs a marked sentence with its note on hover and focus, and opens the note one jumps to.
// The page is complete without it.

function pair(event) {
  const origin = event.target.closest?.("[data-note]");
  document.querySelectorAll(".is-paired").forEach((element) => element.classList.remove("is-paired"));
  if (!origin || event.type === "mouseout" || event.type === "focusout") return;
  document
    .querySelectorAll(`[data-note="${origin.dataset.note}"]`)
    .forEach((element) => element.classList.add("is-paired"));
}

function openNoteInAddress() {
  const note = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (note instanceof HTMLDetailsElement) note.open = true;
}

for (const type of ["mouseover", "mouseout", "focusin", "focusout"]) {
  document.addEventListener(type, pair);
}
addEventListener("hashchange", openNoteInAddress);
openNoteInAddress();
