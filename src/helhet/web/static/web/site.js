// Small helps for every page. Nothing here is needed; everything works without.
"use strict";

(() => {
  const wait = (milliseconds, act) => {
    let timer;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(act, milliseconds);
    };
  };

  // A page left open keeps an old token after its owner signs in again in another tab. The cookie has the
  // fresh one; whoever cannot read it keeps what the form came with.
  function freshenToken(form) {
    const name = document.documentElement.dataset.csrfCookie;
    const field = form.querySelector("[name=csrfmiddlewaretoken]");
    const cookie = name && document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
    if (field && cookie) field.value = decodeURIComponent(cookie.slice(name.length + 1));
  }

  // Characters left, shown at once and read aloud after a pause.
  function count(area) {
    const counter = document.getElementById(`${area.id}_limit`);
    if (!counter) return;
    const aloud = document.createElement("span");
    aloud.className = "ds-sr-only";
    aloud.setAttribute("role", "status");
    counter.after(aloud);
    const say = wait(1000, () => { aloud.textContent = counter.textContent; });
    const show = () => {
      // The server counts a line break as two, as it is sent.
      const length = Array.from(area.value.replace(/\r?\n/g, "\r\n")).length;
      const left = Number(area.dataset.limit) - length;
      const { left: words, over } = counter.dataset;
      counter.textContent = left < 0 ? `${over} ${-left}` : `${words} ${left}`;
      counter.dataset.state = left < 0 ? "over" : "within";
    };
    area.addEventListener("input", () => { show(); say(); });
    show();
  }

  // A button with data-confirm asks once more in its own words; leaving it takes the question back.
  function askFirst(button) {
    const words = button.textContent;
    const takeBack = () => {
      delete button.dataset.asked;
      button.textContent = words;
    };
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", (event) => {
      if ("asked" in button.dataset) return;
      event.preventDefault();
      button.dataset.asked = "";
      button.textContent = button.dataset.confirm;
    });
    button.addEventListener("blur", takeBack);
    button.addEventListener("keydown", (event) => { if (event.key === "Escape") takeBack(); });
  }

  // Somebody's words in a form that does not save itself: ask before they are left behind, and send them only when
  // there is a connection, since the browser's own page for "no connection" would take their place.
  function guard(form) {
    let touched = false;
    let sending = false;
    const told = document.createElement("p");
    told.className = "autosave";
    told.dataset.state = "unsaved";
    told.setAttribute("role", "status");
    (form.querySelector(".sticky-save") ?? form).append(told);
    form.addEventListener("input", () => { touched = true; });
    form.addEventListener("submit", async (event) => {
      if (sending) return;
      event.preventDefault();
      told.textContent = "";
      if (!(await connected())) {
        told.textContent = document.documentElement.dataset.offline;
        return;
      }
      touched = false;
      sending = true;
      form.requestSubmit(event.submitter);
      sending = false;
    });
    addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });
  }

  // Whether the server can be reached: asks for a file that tells nothing of anybody.
  async function connected() {
    try {
      await fetch(document.querySelector("link[rel=icon]").href, { method: "HEAD", cache: "no-store" });
      return true;
    } catch {
      return false;
    }
  }

  window.helhet = { freshenToken, wait };
  document.addEventListener("submit", (event) => freshenToken(event.target), true);
  document.querySelectorAll("textarea[data-limit]").forEach(count);
  document.querySelectorAll("button[data-confirm]").forEach(askFirst);
  document.querySelectorAll("form[method=post]:not([data-autosave]):has(textarea:not([readonly]))").forEach(guard);
  if (matchMedia("(min-width: 62rem)").matches) {
    document.querySelectorAll("details[data-open-wide]").forEach((guide) => { guide.open = true; });
  }
  document.querySelector("[data-error-summary]")?.focus();
})();
