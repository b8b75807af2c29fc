/* Through the suggestions by keys: arrows move, Escape closes them and keeps the words. */
const words = document.getElementById("q");
const list = document.getElementById("suggestions");

document.querySelector(".search-form")?.addEventListener("keydown", (event) => {
  const all = [...list.querySelectorAll("a")];
  if (!all.length) return;
  if (event.key === "Escape") {
    event.preventDefault();
    list.replaceChildren();
    words.focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const stops = [words, ...all];
    const step = event.key === "ArrowDown" ? 1 : -1;
    stops.at((stops.indexOf(document.activeElement) + step) % stops.length).focus();
  }
});
