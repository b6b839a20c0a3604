// Shows whom to ring the moment somebody says that it may be acute, and takes away the word of talking with the
// parents. Without this the server does the same when the note is saved.
"use strict";

(() => {
  const panel = document.querySelector("[data-when-acute]");
  if (!panel) return;
  const form = panel.closest("form");
  const show = () => {
    const acute = form.elements[panel.dataset.whenAcute].value === "yes";
    panel.hidden = !acute;
    document.querySelectorAll("[data-not-when-acute]").forEach((part) => { part.hidden = acute; });
  };
  form.addEventListener("change", show);
  show();
})();
