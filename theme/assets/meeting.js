// A meeting held around its page: presenting, and what is typed in the room. Nothing is sent: all of it is kept in this
// browser, and comes out as lines for the files of the team and as minutes. teamspiegel.js loads this on the pages of
// meetings, then the parts beside it (meeting-*.js), and starts it when all are there.
(() => {
  const place = document.querySelector(".ts-meeting");
  const deck = place.querySelector(".ts-deck");
  const stage = deck.querySelector(".ts-deck__stage");
  const KEPT = `teamspiegel.${new URL("..", document.currentScript.src).pathname}.meeting.${deck.dataset.kept}`;
  const find = (selector) => deck.querySelector(selector);

  // What the parts add: how they show what is kept, and under which words of a file they write lines.
  const shows = [];
  const sections = {};
  const room = (window.teamspiegel.room = { place, deck, KEPT, find, list, made, read, keep, change, removal, shows, sections });

  // A list in its place on a screen; one without lines is not there.
  function list(where, tag, lines) {
    const found = made(tag, "");
    if (where.dataset.label) found.setAttribute("aria-label", where.dataset.label);
    found.append(...lines);
    where.replaceChildren(...(lines.length ? [found] : where.dataset.none ? [made("p", "ts-none", where.dataset.none)] : []));
  }

  function made(tag, classes, words = "") {
    const element = document.createElement(tag);
    element.className = classes;
    element.textContent = words;
    if (tag === "button") element.type = "button";
    return element;
  }

  function removal(name, remove) {
    const button = made("button", "ts-remove", "×");
    button.setAttribute("aria-label", `Haal weg: ${name}`);
    button.addEventListener("click", () => {
      const slide = button.closest("section");
      change(remove);
      slide.querySelector("form input").focus();
    });
    return button;
  }

  // ----- what is kept: fields by name, questions with their dots, groups with their places, lists, when screens began

  const EMPTY = { fields: {}, questions: [], groups: [], lists: {}, began: {}, at: 0 };
  room.kept = { ...structuredClone(EMPTY), ...read() };

  function read(name = KEPT) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null; // a browser that keeps nothing for this site: what is typed holds until the page is left
    }
  }

  function keep(name = KEPT, content = room.kept) {
    try {
      localStorage.setItem(name, JSON.stringify(content));
    } catch {}
  }

  function change(edit) {
    edit();
    keep();
    showKept();
  }

  // What was typed in another tab is not overwritten by what is typed in this one.
  addEventListener("storage", ({ key }) => {
    if (key !== KEPT) return;
    room.kept = { ...structuredClone(EMPTY), ...read(), at: room.kept.at };
    showKept();
  });

  for (const field of deck.querySelectorAll("[data-field]")) {
    field.addEventListener("input", () => {
      room.kept.fields[field.dataset.field] = field.value;
      keep();
      showTaken();
    });
  }

  function showKept() {
    for (const field of deck.querySelectorAll("[data-field]")) {
      const value = room.kept.fields[field.dataset.field] ?? "";
      if (field.value !== value) field.value = value;
    }
    for (const show of shows) show();
    showTaken();
  }

  // ----- out again: as lines for the files of the team

  // What cannot be read on a page cannot stand in a file. A JSON string is one in YAML too.
  const clean = (words) => words.replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/gu, " ").replace(/\s+/g, " ").trim();
  const quoted = (words) => JSON.stringify(clean(words));
  const field = (name) => clean(room.kept.fields[name] ?? "");
  const linesOf = (name) => (room.kept.fields[name] ?? "").split("\n").map((line) => clean(line).replace(/^[-•*]\s+/, "")).filter(Boolean);
  const entry = (key, entries) => (entries.length ? [`${key}:`, ...entries.flat()] : []);
  const texts = (key, found) => entry(key, found.map((words) => `  - ${quoted(words)}`));
  Object.assign(room, { clean, quoted, field, linesOf, entry, texts });

  // What was agreed, of as many as there is room for.
  const agreed = (room.agreed = () =>
    [1, 2, 3]
      .map((number) => Object.fromEntries(["what", "role", "due", "first"].map((name) => [name, field(`${name}${number}`)])))
      .filter(({ what }) => what));

  const notYet = deck.dataset;
  sections.observations = () => texts("observations", [...linesOf("back"), ...linesOf("see")]);
  sections.decisions = () => texts("decisions", linesOf("decided"));
  sections.questions = () => texts("questions", linesOf("think"));
  sections.actions = () =>
    entry("actions", agreed().map(({ what, role, due }) => [
      `  - what: ${quoted(what)}`,
      `    role: ${quoted(role || notYet.role)}`,
      ...(due ? [`    due: ${due}`] : []),
    ]));
  sections.next_steps = () =>
    entry("next_steps", agreed().filter(({ first }) => first).map(({ first }) => [
      `  - what: ${quoted(first)}`,
      `    when: ${quoted(notYet.when)}`,
    ]));

  // The order in which a file of a meeting has its words; the last are those of the team's learning questions.
  const ORDER = ["predictions", "observations", "decisions", "questions", "learning_questions", "actions", "next_steps", "work"];
  const FILES = { meeting: ORDER, questions: ["entries"] };

  room.showTaken = showTaken;

  function showTaken() {
    for (const output of deck.querySelectorAll(".ts-file")) {
      const lines = FILES[output.dataset.file].flatMap((key) => sections[key]?.() ?? []);
      output.querySelector(".ts-yaml").value = lines.length ? `${lines.join("\n")}\n` : "";
      output.hidden = output.dataset.file !== "meeting" && !lines.length;
      for (const button of output.querySelectorAll("button")) button.disabled = !lines.length;
    }
    const taken = find(".ts-taken");
    taken.replaceChildren(...summary());
    if (!taken.children.length) taken.append(made("p", "ts-none", taken.dataset.none));
  }

  // What goes home: under a heading each, the part's own words first.
  const summaries = (room.summaries = []);

  function summary() {
    const agreements = made("ul", "");
    for (const { what, role, due, first } of agreed()) {
      const day = due && new Date(`${due}T12:00`).toLocaleDateString("nl-NL", { day: "numeric", month: "long" });
      const line = made("li", "");
      line.append(made("b", "", what), ` ${[role, day].filter(Boolean).join(", ")}`);
      if (first) line.append(made("span", "ts-taken__first", `${find(".ts-taken").dataset.first}: ${first}`));
      agreements.append(line);
    }
    return [
      ...summaries.flatMap((show) => show()),
      ...(agreements.children.length ? [made("h3", "", find(".ts-taken").dataset.actions), agreements] : []),
    ];
  }

  function answering(button, words) {
    const own = button.textContent;
    button.textContent = words;
    setTimeout(() => (button.textContent = own), 4000);
  }

  for (const output of deck.querySelectorAll(".ts-file")) {
    const yaml = output.querySelector(".ts-yaml");
    output.querySelector(".ts-copy").addEventListener("click", async ({ target }) => {
      try {
        await navigator.clipboard.writeText(yaml.value);
      } catch {
        yaml.select(); // a page from a disk may have no clipboard of its own
        document.execCommand("copy");
      }
      answering(target, target.dataset.done);
    });
    output.querySelector(".ts-download").addEventListener("click", () => {
      window.teamspiegel.keep(output.dataset.name, new Blob([yaml.value], { type: "text/yaml" }));
    });
  }

  find(".ts-clear").addEventListener("click", ({ target }) => {
    if (target.textContent === target.dataset.sure) return change(() => (room.kept = { ...structuredClone(EMPTY), at: room.kept.at }));
    answering(target, target.dataset.sure);
  });

  // ----- minutes: one page of paper with what was typed under the words of the screens

  find(".ts-print").addEventListener("click", () => {
    const minutes = made("article", "ts-minutes md-typeset");
    minutes.append(made("h1", "", deck.getAttribute("aria-label")), made("p", "", find(".ts-deck__when").textContent));
    for (const { dataset } of deck.querySelectorAll("[data-minute]")) {
      const lines = linesOf(dataset.field);
      if (!lines.length) continue;
      const listed = made("ul", "");
      listed.append(...lines.map((line) => made("li", "", line)));
      minutes.append(made("h2", "", dataset.minute), listed);
    }
    minutes.append(...summary());
    for (const title of minutes.querySelectorAll("h3")) title.replaceWith(made("h2", "", title.textContent));
    document.body.append(minutes);
    document.documentElement.classList.add("ts-prints-minutes");
    // paper.js keeps the event that says a page was printed from everybody.
    const paper = matchMedia("print");
    const tidy = () => {
      if (paper.matches) return;
      document.documentElement.classList.remove("ts-prints-minutes");
      minutes.remove();
      paper.removeEventListener("change", tidy);
    };
    paper.addEventListener("change", tidy);
    print();
  });

  // ----- the screens

  let slides = [];
  let ready = null;

  // The findings come when somebody presents, and not with the page.
  async function fill() {
    const [several, one] = ["findings", "position"].map((name) => find(`[data-fill=${name}]`));
    if (several) {
      const { findings, position } = await window.teamspiegel.left(deck.dataset.left, new URL(deck.dataset.drawings, location.href).href);
      for (const { about, ...finding } of findings) {
        const slide = several.cloneNode(true);
        slide.append(made("p", "ts-slide__about", about), ...told(finding));
        several.before(slide);
      }
      several.remove();
      if (position) one.append(...covered(one.dataset, told(position)));
      else one.remove();
    }
    slides = [...stage.querySelectorAll(".ts-slide")];
  }

  // What there is to see, what it is about, and the drawing as a page has it: our own, made when the site was.
  function told({ title, subtitle, drawing }) {
    const chart = made("div", "ts-chart");
    chart.innerHTML = drawing;
    const { width, height } = chart.firstElementChild.viewBox.baseVal;
    chart.style.setProperty("--ts-tall", height / width);
    return [heading(title), made("p", "ts-slide__subtitle", subtitle), chart];
  }

  function heading(words) {
    const element = made("h2", "", words);
    element.tabIndex = -1;
    return element;
  }

  // Where the team stands: behind a button, as the last of all that is shown.
  function covered({ title, show: words }, shown) {
    const before = heading(title);
    const button = made("button", "ts-uncover", words);
    for (const part of shown) part.hidden = true;
    button.addEventListener("click", () => {
      before.remove();
      button.remove();
      for (const part of shown) part.hidden = false;
      shown[0].focus();
    });
    return [before, button, ...shown];
  }

  const now = () => slides[room.kept.at];

  function show(place, focus = true) {
    room.kept.at = Math.max(0, Math.min(slides.length - 1, place));
    for (const [index, slide] of slides.entries()) slide.hidden = index !== room.kept.at;
    const step = find(".ts-deck__step");
    step.textContent = step.dataset.words.replace("#", room.kept.at + 1).replace("#", slides.length);
    find(".ts-deck__back").disabled = room.kept.at === 0;
    room.kept.began[now().dataset.screen] ??= Date.now();
    keep();
    stage.scrollTop = 0;
    tick();
    tell();
    if (focus) now().querySelector("h2").focus({ preventScroll: true });
  }

  // What is covered opens first, then what is too long for the screen moves up, and then the next screen comes.
  function on() {
    const next = now().querySelector("details:not([open]), .ts-uncover");
    if (next) {
      next.querySelector("summary")?.click();
      if (next.matches("button")) next.click();
      next.scrollIntoView({ block: "nearest" });
    } else if (stage.scrollTop + stage.clientHeight < stage.scrollHeight - 2) stage.scrollTop += stage.clientHeight * 0.8;
    else show(room.kept.at + 1);
  }

  const back = () => show(room.kept.at - 1);

  // The minutes that the programme has for this screen, from when it first came up.
  function tick() {
    timed(find(".ts-deck__left"), now().dataset);
  }

  function timed(left, { minutes, screen }) {
    const passed = minutes && (Date.now() - room.kept.began[screen]) / 60000;
    const over = passed > minutes;
    left.textContent = minutes ? left.dataset[over ? "over" : "left"].replace("#", over ? Math.floor(passed - minutes) : Math.ceil(minutes - passed)) : "";
    left.classList.toggle("ts-deck__left--over", Boolean(over));
  }

  // ----- opening and leaving

  let ticking;

  async function open({ full = true } = {}) {
    if (deck.open) return;
    if (full) fullScreen(true);
    await (ready ??= fill());
    if (deck.open) return;
    deck.showModal();
    show(room.kept.at);
    ticking = setInterval(tick, 5000);
  }

  // A dialog cannot fill the screen itself; the page can, and the dialog stands over it. Where a browser refuses, the
  // dialog still fills the window.
  function fullScreen(wanted) {
    if (wanted === Boolean(document.fullscreenElement)) return;
    const done = wanted ? document.documentElement.requestFullscreen?.() : document.exitFullscreen();
    done?.catch(() => {});
  }

  deck.addEventListener("close", () => {
    clearInterval(ticking);
    fullScreen(false);
    opener.focus();
  });

  const opener = place.querySelector(".ts-meeting__start button");
  opener.addEventListener("click", () => open());
  find(".ts-deck__full").addEventListener("click", () => fullScreen(!document.fullscreenElement));
  find(".ts-deck__leave").addEventListener("click", () => deck.close());
  find(".ts-deck__back").addEventListener("click", back);
  find(".ts-deck__on").addEventListener("click", on);

  // ----- the speaker's own window: what to say and how long it may take, beside the beamer. The windows talk to each other
  // alone, through the browser.

  const notes = place.querySelector(".ts-notes");
  const between = new BroadcastChannel(KEPT);
  const NOTES = "notities";
  const PRESENT = "presenteren";

  function tell() {
    if (notes.open) return;
    const titleOf = (slide) => slide?.querySelector("h2:not([hidden])")?.textContent ?? "";
    const { screen, minutes } = now().dataset;
    between.postMessage({ screen, minutes, title: titleOf(now()), next: titleOf(slides[room.kept.at + 1]), step: find(".ts-deck__step").textContent, began: room.kept.began });
  }

  between.addEventListener("message", ({ data }) => {
    if (notes.open && data.screen) showNotes(data);
    else if (deck.open && data.way) (data.way > 0 ? on : back)();
    else if (deck.open && data.ask) tell();
  });

  let latest = null;

  function showNotes(data) {
    latest = data;
    room.kept.began = data.began;
    for (const [name, words] of [["title", data.title], ["next", data.next], ["step", data.step]]) {
      notes.querySelector(`.ts-notes__${name}`).textContent = words;
    }
    for (const part of notes.querySelectorAll("[data-part]")) part.hidden = part.dataset.part !== data.screen;
    notes.querySelector(".ts-notes__waiting").hidden = true;
    clockNotes();
  }

  function clockNotes() {
    notes.querySelector(".ts-notes__clock").textContent = new Date().toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
    if (latest) timed(notes.querySelector(".ts-notes__left"), latest);
  }

  function openNotes() {
    notes.showModal();
    clockNotes();
    setInterval(clockNotes, 5000);
    between.postMessage({ ask: true });
    for (const [name, way] of [["back", -1], ["on", 1]]) {
      notes.querySelector(`.ts-notes__${name}`).addEventListener("click", () => between.postMessage({ way }));
    }
  }

  find(".ts-deck__notes").addEventListener("click", () => {
    const address = new URL(location.href);
    address.search = `?${NOTES}`;
    address.hash = "";
    window.open(address.href, "ts-notes", "popup,width=900,height=700");
  });

  const KEYS = {
    ArrowRight: on,
    PageDown: on,
    " ": on,
    ArrowDown: () => show(room.kept.at + 1),
    ArrowLeft: back,
    ArrowUp: back,
    PageUp: back,
    Home: () => show(0),
    End: () => show(slides.length - 1),
  };

  const WAYS = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 };

  // A key that is typed into a field is no command; Space on a button presses it, and arrows move a dot.
  function typing({ target, key }) {
    if (target.matches("input, textarea, select")) return key !== "PageDown" && key !== "PageUp"; // what a presenter's remote sends
    if (target.matches(".ts-plane button") && key.startsWith("Arrow")) return true;
    return key === " " && target.matches("button, summary, a");
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || typing(event)) return;
    if (event.key.toLowerCase() === "f") {
      event.preventDefault();
      event.stopImmediatePropagation(); // Material's own key for its search
      if (deck.open) fullScreen(!document.fullscreenElement);
      else if (!notes.open) open();
    } else if (notes.open && event.key in WAYS) {
      event.preventDefault();
      between.postMessage({ way: WAYS[event.key] });
    } else if (deck.open && event.key in KEYS) {
      event.preventDefault();
      KEYS[event.key]();
    }
  }, true);

  // Letters lead to other pages and to the search, but not from within a meeting.
  deck.addEventListener("keydown", (event) => event.stopPropagation());

  // ----- the start, when every part is there

  room.start = () => {
    showKept();
    place.querySelector(".ts-meeting__start").hidden = false;
    const asked = new URLSearchParams(location.search);
    if (asked.has(NOTES)) openNotes();
    else if (asked.has(PRESENT)) open({ full: false }); // a browser fills the screen for who pressed something, and nobody else
  };
})();
