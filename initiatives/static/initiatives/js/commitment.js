/* Copying, and the day on which a page is read. Without this script every word is still there.
   <button data-copies="#id" hidden> copies the text or the value of #id, and an element with
   data-announces says so: data-copied, or data-selected where the browser lets nobody copy. */
const status = document.querySelector("[data-announces]");
const SHOWN_FOR = 3000;

for (const place of document.querySelectorAll("[data-accessed]")) {
  place.textContent = new Date().toLocaleDateString("sv-SE");
}
for (const hint of document.querySelectorAll("[data-without-script]")) {
  hint.hidden = true;
}
for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}

async function copy(button) {
  const source = document.querySelector(button.dataset.copies);
  const text = source.value ?? source.textContent.replace(/\s+/g, " ").trim();
  try {
    await navigator.clipboard.writeText(text);
    say(button, status?.dataset.copied);
  } catch {
    // Not a secure address, or the reader said no: select it, so that a key press copies it.
    if (source.select) source.select();
    else getSelection().selectAllChildren(source);
    say(button, status?.dataset.selected);
  }
}

function say(button, words) {
  if (!words) return;
  status.textContent = words;
  button.dataset.label ??= button.textContent;
  button.textContent = words;
  setTimeout(() => {
    button.textContent = button.dataset.label;
    status.textContent = "";
  }, SHOWN_FOR);
}
