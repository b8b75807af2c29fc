/* Keys for reviewing: they work while a row has the focus, and never while somebody is typing. */
const CHOICES = { a: "accepted", c: "changed", q: "queried", r: "rejected", x: "" };
const FIRST_FIELD = { changed: "value", queried: "reason", rejected: "reason" };
const TYPING = "textarea, select, input:not([type=radio])";

const rows = () => [...document.querySelectorAll("[data-review-row][tabindex]")];

function move(row, step) {
  const all = rows();
  const next = all[all.indexOf(row) + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function choose(row, value) {
  const radio = row.querySelector(`input[type=radio][value="${value}"]`);
  if (!radio) return;
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  const field = FIRST_FIELD[value];
  if (field) {
    const first = row.querySelector(`[name$="-${field}"]`);
    first.focus();
    first.select();
  } else if (value) move(row, 1);
}

function count(form) {
  const shown = form.querySelector("[data-review-count]");
  if (!shown) return;
  const chosen = [...form.querySelectorAll("input[type=radio]:checked")].filter((one) => one.value);
  shown.textContent = chosen.length ? `已选定 ${chosen.length} 行，还没有保存` : "";
}

/* Before the admin's own keys: Escape would open its menu on a narrow screen. */
document.addEventListener(
  "keydown",
  (event) => {
    const row = event.target.closest?.("[data-review-row][tabindex]");
    if (!row || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const isTyping = event.target.matches(TYPING);
    const key = event.key.toLowerCase();
    if (isTyping && key === "escape") row.focus();
    else if (isTyping) return;
    else if (key === "j" || key === "k") move(row, key === "j" ? 1 : -1);
    else if (key in CHOICES) choose(row, CHOICES[key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  { capture: true },
);

document.addEventListener("change", (event) => {
  const form = event.target.closest?.(".yn-review-page");
  if (form) count(form);
});

/* Clicking anywhere on a row makes it the one that the keys are about. */
document.addEventListener("click", (event) => {
  const row = event.target.closest?.("[data-review-row][tabindex]");
  if (row && !event.target.closest("a, button, label, input, textarea, summary")) row.focus();
});

document.querySelectorAll(".yn-review-page").forEach(count);
