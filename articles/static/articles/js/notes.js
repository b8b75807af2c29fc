// Pairs a marked sentence with its note on hover and focus, and opens the note one jumps to.
// The page is complete without it.

const beside = matchMedia("(min-width: 72rem)");

function pair(event) {
  const origin = event.target.closest?.("[data-note]");
  document.querySelectorAll(".is-paired").forEach((element) => element.classList.remove("is-paired"));
  if (!origin || event.type === "mouseout" || event.type === "focusout") return;
  document
    .querySelectorAll(`[data-note="${origin.dataset.note}"]`)
    .forEach((element) => element.classList.add("is-paired"));
}

// The address names a note, or a sentence that has one.
function openNoteInAddress() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const note = target?.dataset.note && document.getElementById(`note-${target.dataset.note}`);
  if (note) note.open = true;
}

// Beside the words every note lies open: nothing to unfold there, so no stop for the keyboard.
function setNotes() {
  document.querySelectorAll(".note").forEach((note) => {
    note.open = beside.matches;
    note.querySelector("summary").tabIndex = beside.matches ? -1 : 0;
  });
  openNoteInAddress();
}

for (const type of ["mouseover", "mouseout", "focusin", "focusout"]) {
  document.addEventListener(type, pair);
}
addEventListener("hashchange", openNoteInAddress);
beside.addEventListener("change", setNotes);
setNotes();
