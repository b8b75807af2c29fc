// Says before the upload begins that a file is too large, and that it is on its way.

for (const form of document.querySelectorAll("form[data-most]")) {
  const input = form.querySelector("input[type=file]");
  const fault = form.querySelector("[data-fault]");
  const most = Number(form.dataset.most);

  function check() {
    const total = [...input.files].reduce((sum, file) => sum + file.size, 0);
    const megabytes = (bytes) => (bytes / 1024 / 1024).toFixed(1);
    const words = total > most ? `一共 ${megabytes(total)} MB，一次最多 ${megabytes(most)} MB。` : "";
    fault.textContent = words;
    fault.hidden = !words;
    input.setCustomValidity(words);
  }

  input.addEventListener("change", check);
  form.addEventListener("submit", () => {
    const button = form.querySelector("button");
    button.textContent = "正在上传……";
    // Disabled now, the browser would not send the form in some cases.
    setTimeout(() => { button.disabled = true; });
  });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
