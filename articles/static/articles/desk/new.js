/* Bringing a manuscript in: what is too long is said before it is sent. */
const form = document.querySelector("[data-desk-new]");
const MEGABYTE = 1024 * 1024;

const readable = (bytes) =>
  bytes < MEGABYTE ? `${Math.round(bytes / 1024)} KB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;

const sizeOf = (field) =>
  field.type === "file" ? field.files[0]?.size || 0 : new Blob([field.value]).size;

const check = (field) => {
  const size = sizeOf(field);
  const longest = Number(field.dataset.longest);
  field.setCustomValidity(
    size > longest
      ? `稿件太大：${readable(size)}，最多 ${readable(longest)}。请分成几份导入；Word 文件请先删去图片。`
      : "",
  );
};

if (form) {
  const fields = Array.from(form.querySelectorAll("[data-longest]"));
  form.addEventListener("input", (event) => {
    if (fields.includes(event.target)) event.target.setCustomValidity("");
  });
  form.addEventListener("submit", (event) => {
    fields.forEach(check);
    if (!form.reportValidity()) {
      event.preventDefault();
      return;
    }
    const button = form.querySelector('button[type="submit"]');
    button.disabled = true;
    button.textContent = "正在读稿件……";
  });
  /* Coming back with the browser's button: the page is as it was left. */
  window.addEventListener("pageshow", () => {
    const button = form.querySelector('button[type="submit"]');
    button.disabled = false;
    button.textContent = "导入并核对";
  });
}
