/* The desk: every correction is sent at once, and both panes are drawn anew from the answer. */
const root = document.querySelector("[data-desk]");
const find = (selector) => root.querySelector(selector);
const all = (selector, within = root) => Array.from(within.querySelectorAll(selector));
const lengthOf = (text) => Array.from(text).length; // characters as the server counts them

let current = null; // the sentence that the keyboard is on
let last = null; // the last one selected, with Shift, in the same block
let busy = false;
let queue = Promise.resolve();

const say = (text) => {
  find("[data-desk-status]").textContent = text;
};

/* Wagtail's own messages stand at the top of the page, out of sight of who works further down. */
const complain = (text) => {
  const box = find("[data-desk-error]");
  find("[data-desk-complaint]").textContent = text;
  box.hidden = !text;
};

/* What is typed and not yet saved, by the id of its field. */

const isDirty = (field) => {
  if (field.type === "checkbox" || field.type === "radio") {
    return field.checked !== field.defaultChecked;
  }
  if (field.tagName === "SELECT") {
    const given = Array.from(field.options).findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(given, 0);
  }
  return field.value !== field.defaultValue;
};

const dirtyFields = (except) =>
  all("form[data-operation] :is(input, select)").filter(
    (field) => field.id && field.form !== except && isDirty(field),
  );

const keepWhatIsTyped = (except) => {
  const fields = dirtyFields(except).map(({ id, value, checked }) => ({ id, value, checked }));
  const open = all("details[data-keep][open]")
    .filter((details) => !except || !details.contains(except))
    .map((details) => details.dataset.keep);
  return () => {
    open.forEach((name) => find(`details[data-keep="${name}"]`)?.setAttribute("open", ""));
    fields.forEach(({ id, value, checked }) => {
      const field = document.getElementById(id);
      if (!field) return;
      if (field.type === "checkbox" || field.type === "radio") field.checked = checked;
      else field.value = value;
    });
  };
};

/* Sending */

const showErrors = (form, errors) => {
  all(".desk-field__error", form).forEach((note) => note.remove());
  all("[aria-invalid]", form).forEach((field) => field.removeAttribute("aria-invalid"));
  let first = null;
  Object.entries(errors).forEach(([name, messages]) => {
    const field = form.elements[name];
    const input = field instanceof RadioNodeList ? field[0] : field;
    if (!input) return;
    const note = document.createElement("p");
    note.className = "desk-field__error";
    note.id = `${input.id}-error`;
    note.textContent = messages.join(" ");
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", note.id);
    input.closest(".desk-field, .desk-check").append(note);
    first = first || input;
  });
  first?.focus();
  return Boolean(first);
};

const refusal = (status) => {
  if (status === 403) {
    return "登录已过期，或没有权限，刚才这一步没有保存。请在另一个窗口重新登录，再刷新本页。";
  }
  return "服务器没有答复，刚才这一步没有保存。请稍候再试；仍不行，请刷新页面。";
};

const post = async (operation, data) => {
  const response = await fetch(root.dataset.correctUrl, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": find("[name=csrfmiddlewaretoken]").value,
      "X-Requested-With": "XMLHttpRequest",
    },
    body: JSON.stringify({
      operation,
      version: Number(root.dataset.version),
      article: Number(root.dataset.article),
      data,
    }),
  });
  const answer = await response.json().catch(() => ({}));
  if (response.ok && answer.html) return answer;
  throw Object.assign(new Error(answer.message || refusal(response.status)), answer);
};

/* Where to go on if the answer names no place: the next card, or the same words. */
const placeOf = (active) => {
  const card = active.closest(".desk-card");
  if (card) return [card.id, card.nextElementSibling?.id, "desk-commitments"];
  if (!current) return [];
  const list = rows();
  const row = rowOf(current);
  return [current.id, row.id, list[Math.max(list.indexOf(row) - 1, 0)].id];
};

const swap = (answer, form) => {
  const restore = keepWhatIsTyped(form);
  const scrolled = find(".desk-side").scrollTop;
  const active = document.activeElement;
  const stay = form?.id === "desk-head" && active !== document.body && active.id;
  const here = placeOf(active);
  find("[data-desk-article]").innerHTML = answer.html;
  root.dataset.version = answer.version;
  current = last = null;
  restore();
  find(".desk-side").scrollTop = scrolled;
  begin();
  const time = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
  say(`${answer.message}已保存（${time}）`);
  if (stay) document.getElementById(stay)?.focus();
  else [answer.focus, ...here].some((id) => jump(id, false));
};

const send = async (operation, data, form) => {
  busy = true;
  complain("");
  root.setAttribute("aria-busy", "true");
  say("正在保存……");
  try {
    swap(await post(operation, data), form);
  } catch (error) {
    say("刚才这一步没有保存");
    const shown = form && error.errors && showErrors(form, error.errors);
    const text = error instanceof TypeError ? refusal(0) : error.message;
    if (shown) say(text);
    else complain(text);
  } finally {
    busy = false;
    root.removeAttribute("aria-busy");
  }
};

/* One after the other, each on the version that the one before left behind. */
const correct = (operation, data, form) => {
  queue = queue.then(() => send(operation, data, form));
};

/* Sentences and blocks */

const rowOf = (sentence) => sentence.closest("[data-block]");
const sentencesIn = (row) => all(".desk-sentence", row);
const rows = () => all("[data-block]").filter((row) => sentencesIn(row).length);

const selected = () => {
  if (!current) return [];
  const within = sentencesIn(rowOf(current));
  const [from, to] = [within.indexOf(current), within.indexOf(last || current)].sort(
    (one, other) => one - other,
  );
  return within.slice(from, to + 1);
};

const place = () => {
  const chosen = selected();
  all(".desk-sentence[aria-selected=true]").forEach((one) => one.removeAttribute("aria-selected"));
  chosen.forEach((one) => one.setAttribute("aria-selected", "true"));
  const tools = find("[data-desk-tools]");
  if (!tools || !current) return;
  const row = rowOf(current);
  const within = sentencesIn(row);
  const number = within.indexOf(chosen[0]) + 1;
  const words = chosen.length > 1 ? `，第 ${number}—${number + chosen.length - 1} 句` : `，第 ${number} 句`;
  find("[data-desk-place]").textContent = `第 ${row.dataset.number} 段${words}`;
  const enable = (name, on) => {
    tools.querySelector(`[data-tool="${name}"]`).disabled = !on;
  };
  enable("speaker", true);
  enable("join", row !== rows()[0]);
  enable("split", within.indexOf(chosen[0]) > 0);
  enable("mark", row.dataset.kind === "statement");
  const marks = marksIn(row, ...reach(chosen));
  find("[data-desk-mark]").textContent = marks.length && isWhole(marks, chosen) ? "取消承诺" : "标为承诺";
};

const focusOn = (sentence, extend = false) => {
  if (!sentence) return;
  if (extend) last = sentence;
  else {
    current?.setAttribute("tabindex", "-1");
    current = sentence;
    last = null;
    current.setAttribute("tabindex", "0");
    if (document.activeElement !== current) current.focus({ preventScroll: true });
  }
  sentence.scrollIntoView({ block: "nearest" });
  place();
};

/* Candidates */

const reach = (sentences) => [
  Number(sentences[0].dataset.start),
  Number(sentences[sentences.length - 1].dataset.end),
];

const marksIn = (row, start, end) => {
  const found = new Map();
  all("mark", row).forEach((mark) => {
    const from = Number(mark.dataset.start);
    const to = from + lengthOf(mark.textContent);
    const known = found.get(mark.dataset.candidate) || { key: mark.dataset.candidate, from, to };
    found.set(known.key, { ...known, from: Math.min(known.from, from), to: Math.max(known.to, to) });
  });
  return Array.from(found.values()).filter((one) => one.from < end && start < one.to);
};

/* C takes a candidate back where one sentence, or just its own words, are selected. */
const isWhole = (marks, chosen) => {
  const [start, end] = reach(chosen);
  return chosen.length === 1 || (marks[0].from === start && marks[0].to === end);
};

const mark = (row, start, end, drops) => {
  const marks = marksIn(row, start, end);
  const words = { block: row.dataset.block, start, end };
  if (row.dataset.kind !== "statement") {
    complain("这一段还没有说话人，不能标为承诺；请先按 S 选定是谁说的。");
  } else if (marks.length > 1) {
    complain(`选中的文字里有 ${marks.length} 项承诺，请一项一项地取消。`);
  } else if (marks.length && drops) {
    correct("drop_candidate", { candidate: marks[0].key });
  } else if (marks.length) {
    correct("move_candidate", { ...words, candidate: marks[0].key });
  } else {
    correct("add_candidate", words);
  }
};

const markSelected = () => {
  const chosen = selected();
  const [start, end] = reach(chosen);
  const row = rowOf(current);
  const marks = marksIn(row, start, end);
  mark(row, start, end, marks.length > 0 && isWhole(marks, chosen));
};

/* The words selected with the mouse, if they lie in one statement. */
const selectedWords = () => {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const textAt = (node) => (node.closest ? node : node.parentElement)?.closest(".desk-block__text");
  const text = textAt(range.startContainer);
  if (!text || text !== textAt(range.endContainer) || !root.contains(text)) return null;
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = lengthOf(before.toString());
  return { row: text.closest("[data-block]"), range, start, end: start + lengthOf(range.toString()) };
};

const offerMark = () => {
  const button = find("[data-desk-float]");
  if (!button) return;
  const words = selectedWords();
  button.hidden = !words || words.row.dataset.kind !== "statement";
  if (button.hidden) return;
  const marks = marksIn(words.row, words.start, words.end);
  button.textContent = marks.length === 1 ? "改作这项承诺的原话" : "标为承诺";
  const rects = words.range.getClientRects();
  const end = rects[rects.length - 1];
  const pane = find(".desk-text").getBoundingClientRect();
  button.style.top = `${end.bottom - pane.top + 6}px`;
  button.style.left = `${Math.max(0, Math.min(end.right - pane.left, pane.width) - button.offsetWidth)}px`;
};

/* Going from one place to another */

const flash = (target) => {
  target.classList.remove("desk-flash");
  requestAnimationFrame(() => target.classList.add("desk-flash"));
};

const sentenceAt = (id) => {
  const exact = document.getElementById(id);
  if (exact) return exact;
  const [, block, start] = id.match(/^s-(\w+)-(\d+)$/) || [];
  const row = block && document.getElementById(`block-${block}`);
  return row && sentencesIn(row).findLast((one) => Number(one.dataset.start) <= Number(start));
};

const jump = (id, flashes = true) => {
  const target = id && sentenceAt(id);
  if (!target) return false;
  target.closest("details")?.setAttribute("open", "");
  const sentence = target.matches("[data-block]") ? sentencesIn(target)[0] : target;
  if (sentence?.matches(".desk-sentence")) focusOn(sentence);
  else target.focus({ preventScroll: true });
  target.scrollIntoView({ block: flashes ? "center" : "nearest" });
  if (flashes) flash(target);
  return true;
};

const showCard = (key) => {
  const card = document.getElementById(`candidate-${key}`);
  if (!card || !window.matchMedia("(min-width: 64rem)").matches) return;
  card.scrollIntoView({ block: "nearest" });
  flash(card);
};

const chooseSpeaker = () => {
  const dialog = find("[data-desk-chooser]");
  const { speaker, kind } = rowOf(current).dataset;
  all("[aria-current]", dialog).forEach((button) => button.removeAttribute("aria-current"));
  const chosen = speaker
    ? dialog.querySelector(`[data-speaker="${speaker}"]`)
    : dialog.querySelector(`[data-kind="${kind}"]`);
  chosen?.setAttribute("aria-current", "true");
  dialog.showModal();
  (chosen || dialog.querySelector("button")).focus();
};

const TOOLS = {
  speaker: chooseSpeaker,
  join: () => correct("join", { block: rowOf(current).dataset.block }),
  split: () => {
    const offset = Number(selected()[0].dataset.start);
    if (offset) correct("split", { block: rowOf(current).dataset.block, offset });
    else complain("这已是一段的第一句；请走到要另起一段的那一句，再拆开。");
  },
  mark: markSelected,
};
const LETTERS = { s: "speaker", j: "join", x: "split", c: "mark" };

const move = (event) => {
  const row = rowOf(current);
  const within = sentencesIn(row);
  const everything = all(".desk-sentence");
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (event.key === "Home" || event.key === "End") {
    const scope = event.ctrlKey ? everything : within;
    focusOn(event.key === "Home" ? scope[0] : scope[scope.length - 1]);
  } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    const list = rows();
    const next = list[list.indexOf(row) + step];
    if (next) focusOn(sentencesIn(next)[0]);
  } else if (event.shiftKey) {
    focusOn(within[within.indexOf(last || current) + step], true);
  } else {
    focusOn(everything[everything.indexOf(current) + step]);
  }
};

const onGridKey = (event) => {
  if (!current || event.isComposing || event.altKey || event.metaKey) return;
  const open = Boolean(find("[data-desk-tools]"));
  const letter = LETTERS[event.key.toLowerCase()];
  if (/^(Arrow(Left|Right|Up|Down)|Home|End)$/.test(event.key)) move(event);
  else if (event.key === "Enter" && current.dataset.candidate) {
    jump(`candidate-${current.dataset.candidate}`);
  } else if (event.ctrlKey && event.key.toLowerCase() === "z" && open) {
    if (!busy && !find('[data-operation="undo"]').disabled) correct("undo", {});
  } else if (letter && open && !event.ctrlKey) {
    if (!busy) TOOLS[letter]();
  } else return;
  event.preventDefault();
};

const onKey = (event) => {
  const dialog = event.target.closest("[data-desk-chooser]");
  if (event.target.closest("[data-desk-grid]")) onGridKey(event);
  else if (dialog && /^Arrow(Up|Down)$/.test(event.key)) {
    const buttons = all("button", dialog);
    const step = event.key === "ArrowUp" ? -1 : 1;
    buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus();
    event.preventDefault();
  } else if (event.key === "Escape" && !dialog) {
    const card = event.target.closest("[data-sentence]");
    if (card) jump(card.dataset.sentence);
  }
};

const onClick = (event) => {
  const target = event.target.closest("button, a, mark");
  if (!target) return;
  const { tool, jump: place, operation, participant, candidate } = target.dataset;
  if (target.matches("mark")) showCard(candidate);
  else if (target.matches("[data-desk-dismiss]")) {
    complain("");
    current?.focus();
  } else if (target.matches("[data-desk-float]")) {
    const words = selectedWords();
    if (words) mark(words.row, words.start, words.end, false);
    target.hidden = true;
  } else if (target.matches("[data-desk-close]")) target.closest("dialog").close();
  else if (target.closest("[data-desk-chooser]")) {
    const block = rowOf(current).dataset.block;
    target.closest("dialog").close();
    if (target.dataset.speaker) {
      correct("set_speaker", { block, participant: target.dataset.speaker });
    } else correct("set_kind", { block, kind: target.dataset.kind });
  } else if (tool && !busy) TOOLS[tool]();
  else if (place) {
    event.preventDefault();
    jump(place);
  } else if (operation) correct(operation, { participant, candidate });
};

const submit = (form) => {
  const { operation, participant, candidate } = form.dataset;
  correct(operation, { ...Object.fromEntries(new FormData(form)), participant, candidate }, form);
};

/* After each drawing: the first sentence can be reached with Tab. */
const begin = () => find(".desk-sentence")?.setAttribute("tabindex", "0");

if (root) {
  root.addEventListener("keydown", onKey);
  root.addEventListener("click", onClick);
  root.addEventListener("focusin", (event) => {
    const sentence = event.target.closest(".desk-sentence");
    if (sentence && sentence !== current) {
      find('.desk-sentence[tabindex="0"]')?.setAttribute("tabindex", "-1");
      focusOn(sentence);
    }
  });
  root.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-operation]");
    if (!form) return;
    event.preventDefault();
    submit(form);
  });
  root.addEventListener("change", (event) => {
    if (event.target.form?.id === "desk-head") submit(event.target.form);
  });
  root.addEventListener("mousedown", (event) => {
    if (event.target.closest("[data-desk-float]")) event.preventDefault(); // keeps the selection
  });
  document.addEventListener("selectionchange", offerMark);
  window.addEventListener("beforeunload", (event) => {
    if (dirtyFields().length) event.preventDefault();
  });
  begin();
  if (window.location.hash) jump(window.location.hash.slice(1));
}
