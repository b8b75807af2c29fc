// Asks how far the work is, and shows the page of the next step when it is done.
// Without this script the page reloads itself now and then.

const EVERY = 1000;
const LATER = 5000;

const box = document.querySelector("[data-progress]");
const bar = box.querySelector("progress");
const words = box.querySelector("[data-words]");
let told = "";

function show({ label, done, total }) {
  if (total) {
    bar.max = total;
    bar.value = done;
  }
  words.textContent = total ? `${label}：${done.toLocaleString("en")} / ${total.toLocaleString("en")} 行` : label;
  // Read aloud when the step changes, not with every row.
  if (label !== told) {
    box.querySelector("[data-spoken]").textContent = label;
    told = label;
  }
}

async function ask() {
  try {
    const answer = await fetch(box.dataset.progress, { headers: { accept: "application/json" } });
    if (answer.redirected || !answer.ok) {
      location.reload();
      return;
    }
    const state = await answer.json();
    if (!state.working) {
      location.reload();
      return;
    }
    show(state);
    setTimeout(ask, EVERY);
  } catch {
    setTimeout(ask, LATER);
  }
}

setTimeout(ask, EVERY);
