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
    const base = form.querySelector("[name=base]");
    let changes = 0; // how many times something was changed
    let kept = 0; // how many of them the server has
    let sent = new Map(); // what the fields held in the latest try
    let saving = null;
    let failures = 0;
    let timer;
    let stopped = false; // two versions: a person decides
    let leaving = false;

    const unsaved = () => kept < changes;

    function say(state, more = "") {
      status.textContent = [status.dataset[state], more].join(" ").trim();
      status.dataset.state = state === "saved" || state === "saving" ? state : "unsaved";
      return state;
    }

    function plan(milliseconds) {
      clearTimeout(timer);
      timer = setTimeout(() => save(), milliseconds);
    }

    function again(state) {
      plan(RETRY[Math.min(failures, RETRY.length - 1)]);
      failures += 1;
      return say(state);
    }

    // The form's own fields, less what it carries about itself.
    function fields() {
      const about = (name) => ["csrfmiddlewaretoken", "version", "base"].includes(name) || name.startsWith("label:");
      return new Map([...new FormData(form)].filter(([name, value]) => !about(name) && typeof value === "string"));
    }

    function body() {
      window.helhet.freshenToken(form);
      const token = form.querySelector("[name=csrfmiddlewaretoken]");
      const about = [token, version, base].filter(Boolean).map((field) => [field.name, field.value]);
      return new URLSearchParams([...about, ...sent]);
    }

    async function send(upTo) {
      let answer;
      sent = fields();
      try {
        answer = await fetch(form.dataset.autosave, {
          method: "POST",
          body: body(),
          headers: { "X-Requested-With": "autosave", Accept: "application/json" },
          keepalive: document.visibilityState === "hidden",
        });
      } catch {
        return again("offline");
      }
      if (answer.status === 409) {
        stopped = true;
        await showConflict(answer);
        return say("conflict");
      }
      if (answer.status === 401 || answer.redirected) return again("signedOut");
      if (answer.status === 403 || answer.status === 404) return again("closed");
      if (answer.status === 422) {
        failures = 0;
        return say("invalid");
      }
      return answer.ok ? wasSaved(answer, upTo) : again("failed");
    }

    async function wasSaved(answer, upTo) {
      const { version: number, saved_at: at, fields: others = {} } = await answer.json();
      takeIn(others);
      version.value = number;
      if (base) base.value = JSON.stringify(Object.fromEntries(sent));
      kept = upTo;
      failures = 0;
      const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
      if (unsaved()) plan(PAUSE);
      return say("saved", new Date(at).toLocaleTimeString(document.documentElement.lang, clock));
    }

    // What was written elsewhere meanwhile, in fields nobody has touched here.
    function takeIn(others) {
      const now = fields();
      for (const [name, value] of Object.entries(others)) {
        const field = form.elements[name];
        if (field && (now.get(name) ?? "") === (sent.get(name) ?? "")) field.value = value;
        sent.set(name, value);
      }
    }

    // The panel holds a form, and a form may not stand inside a form: it is placed after this one.
    async function showConflict(answer) {
      const fragment = new DOMParser().parseFromString(await answer.text(), "text/html").body;
      panel.replaceChildren(...fragment.childNodes);
      form.after(panel);
      panel.querySelector("[tabindex]")?.focus();
    }

    // What was typed while the panel stood open belongs to "mine" too.
    panel.addEventListener("submit", (event) => {
      leaving = true;
      for (const [name, value] of fields()) {
        if (value === (sent.get(name) ?? "")) continue;
        const mine = [...event.target.elements].find((one) => one.name === name && (one.type === "hidden" || "mine" in one.dataset));
        if (mine) mine.value = value;
      }
    });

    async function save({ always = false } = {}) {
      clearTimeout(timer);
      if (saving) return saving;
      if (!always && (stopped || !unsaved())) return null;
      if (!failures) say("saving");
      saving = send(changes).catch(() => again("failed"));
      const state = await saving;
      saving = null;
      return state;
    }

    const changed = () => {
      changes += 1;
      if (!stopped) plan(PAUSE);
    };
    form.addEventListener("input", changed);
    form.addEventListener("focusout", () => save());
    document.addEventListener("visibilitychange", () => save());
    addEventListener("online", () => save());
    addEventListener("beforeunload", (event) => { if (unsaved() && !leaving) event.preventDefault(); });

    // The button saves first as the form does by itself: without a connection, or with two versions, the page stays
    // and nothing typed is thrown away. Signed out or shut out, the server shows it all with a way to send it again.
    form.addEventListener("submit", async (event) => {
      clearTimeout(timer);
      if (leaving) return;
      event.preventDefault();
      if (saving) await saving;
      const state = await save({ always: true });
      clearTimeout(timer);
      if (["offline", "failed", "conflict"].includes(state)) {
        if (state !== "conflict") plan(RETRY[0]);
        return;
      }
      leaving = true;
      form.requestSubmit(event.submitter);
    });
  }

  document.querySelectorAll("form[data-autosave]").forEach(autosave);
})();
