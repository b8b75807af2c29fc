/*
 * Shows, as a hint in the empty slug field, the address a page will get.
 * Never writes into the field: what stands there was written by an editor or by the server.
 */
const WAIT = 300;
let timer;

async function hint(title, slug) {
  const url = new URL(slug.dataset.pinyinSlugUrl, window.location.origin);
  url.searchParams.set("text", title.value);
  const response = await fetch(url, { headers: { Accept: "application/json" } });
  if (response.ok) slug.placeholder = (await response.json()).slug;
}

document.addEventListener("input", (event) => {
  // A snippet is named by its name; a person's title is a post.
  const title = document.getElementById("id_name") ?? document.getElementById("id_title");
  if (event.target !== title) return;
  const slug = document.getElementById("id_slug");
  if (!slug || !slug.dataset.pinyinSlugUrl) return;
  clearTimeout(timer);
  timer = setTimeout(() => hint(title, slug), WAIT);
});

/* Wagtail's title panel would copy the Chinese title into the field; its event doesn't bubble. */
document.addEventListener(
  "w-sync:apply",
  (event) => {
    if (event.target.dataset.pinyinSlugUrl) event.preventDefault();
  },
  true,
);
