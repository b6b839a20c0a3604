// A form with data-autosave="address" saves itself: two seconds after the last key, on leaving a field, and on
// leaving the page. Nothing is stored in the browser. Needs site.js; what the server answers: web/autosave.py.
"use strict";

(() => {
  const PAUSE = 2000;
  const RETRY = [5000, 15000, 30000, 60000]; // between tries while it fails; the last one repeats

  function autosave(form) {
    const status = form.querySelector("[data-autosave-status]");
    const panel = form.querySelector("[data-autosave-conflict]");
    const version = form.querySelector("[name=version]");
    let changes = 0; // how many times something was changed
    let kept = 0; // how many of them the server has
    let saving = null;
    let failures = 0;
    let timer;
    let stopped = false; // two versions: a person decides
    let leaving = false;

    const unsaved = () => kept < changes;

    function say(state, more = "") {
      status.textContent = [status.dataset[state], more].join(" ").trim();
      status.dataset.state = state === "saved" || state === "saving" ? state : "unsaved";
    }

    function plan(milliseconds) {
      clearTimeout(timer);
      timer = setTimeout(save, milliseconds);
    }

    function again(state) {
      say(state);
      plan(RETRY[Math.min(failures, RETRY.length - 1)]);
      failures += 1;
    }

    function fields() {
      window.helhet.freshenToken(form);
      return new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    }

    async function send(upTo) {
      let answer;
      try {
        answer = await fetch(form.dataset.autosave, {
          method: "POST",
          body: fields(),
          headers: { "X-Requested-With": "autosave", Accept: "application/json" },
          keepalive: document.visibilityState === "hidden",
        });
      } catch {
        again("offline");
        return;
      }
      if (answer.status === 409) {
        stopped = true;
        say("conflict");
        await showConflict(answer);
      } else if (answer.status === 401 || answer.redirected) {
        again("signedOut");
      } else if (answer.status === 422) {
        failures = 0;
        say("invalid");
      } else if (answer.ok) {
        await wasSaved(answer, upTo);
      } else {
        again("failed");
      }
    }

    async function wasSaved(answer, upTo) {
      const { version: number, saved_at: at } = await answer.json();
      version.value = number;
      kept = upTo;
      failures = 0;
      const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
      say("saved", new Date(at).toLocaleTimeString(document.documentElement.lang, clock));
      if (unsaved()) plan(PAUSE);
    }

    // The panel holds forms, and a form may not stand inside a form: it is placed after this one.
    async function showConflict(answer) {
      const fragment = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      panel.replaceChildren(...fragment.childNodes);
      form.after(panel);
      panel.querySelector("[tabindex]")?.focus();
      panel.addEventListener("submit", (event) => {
        leaving = true;
        if (event.submitter?.name !== "use") keepAlsoTheLatest(event.target);
      });
    }

    // What was typed while the panel stood open belongs to "my text" too.
    function keepAlsoTheLatest(choice) {
      const own = ["csrfmiddlewaretoken", "version"];
      choice.querySelectorAll("input").forEach((input) => { if (!own.includes(input.name)) input.remove(); });
      for (const [name, value] of fields()) {
        if (own.includes(name)) continue;
        const input = document.createElement("input");
        Object.assign(input, { type: "hidden", name, value });
        choice.append(input);
      }
    }

    async function save() {
      clearTimeout(timer);
      if (stopped || saving || !unsaved()) return;
      if (!failures) say("saving");
      saving = send(changes).catch(() => again("failed"));
      await saving;
      saving = null;
    }

    const changed = () => {
      changes += 1;
      if (!stopped) plan(PAUSE);
    };
    form.addEventListener("input", changed);
    form.addEventListener("focusout", save);
    document.addEventListener("visibilitychange", save);
    addEventListener("online", save);
    addEventListener("beforeunload", (event) => { if (unsaved() && !leaving) event.preventDefault(); });

    // Sending while a save is under way would send an old version, and meet oneself as somebody else.
    form.addEventListener("submit", async (event) => {
      clearTimeout(timer);
      leaving = true;
      if (!saving) return;
      event.preventDefault();
      await saving;
      clearTimeout(timer);
      if (stopped) leaving = false;
      else form.requestSubmit(event.submitter);
    });
  }

  document.querySelectorAll("form[data-autosave]").forEach(autosave);
})();
