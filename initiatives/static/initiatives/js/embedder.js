/* For pages that embed our cards: each frame of ours grows to the height that it tells. */
const origin = new URL(import.meta.url).origin;

addEventListener("message", (event) => {
  const { context, height } = event.data ?? {};
  if (event.origin !== origin || context !== "iframe.resize" || !(height > 0 && height < 5000)) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === event.source) frame.height = Math.ceil(height);
  }
});
