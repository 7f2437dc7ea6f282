// A meeting about data, held around its page: presenting, and what is typed in the room. Nothing is sent: all of it is kept
// in this browser, and comes out as lines for the file of the meeting. teamspiegel.js loads this on the pages of meetings.
(() => {
  const meeting = document.querySelector(".ts-meeting");
  const deck = meeting.querySelector(".ts-deck");
  const stage = deck.querySelector(".ts-deck__stage");
  const KEPT = `teamspiegel.${new URL("..", document.currentScript.src).pathname}.meeting.${deck.dataset.kept}`;
  const TYPED = "input, textarea, select";
  const find = (selector) => deck.querySelector(selector);

  // A list in its place on a screen; one without lines is not there.
  function list(place, tag, lines) {
    const found = made(tag, "");
    if (place.dataset.label) found.setAttribute("aria-label", place.dataset.label);
    found.append(...lines);
    place.replaceChildren(...(lines.length ? [found] : place.dataset.none ? [made("p", "ts-none", place.dataset.none)] : []));
  }

  function made(tag, classes, words = "") {
    const element = document.createElement(tag);
    element.className = classes;
    element.textContent = words;
    if (tag === "button") element.type = "button";
    return element;
  }

  // ----- what is kept: the fields by name, the questions with their dots, the groups with their places, when screens began

  const EMPTY = { fields: {}, questions: [], groups: [], began: {}, at: 0 };
  let kept = { ...structuredClone(EMPTY), ...read() };

  function read(name = KEPT) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null; // a browser that keeps nothing for this site: what is typed holds until the page is left
    }
  }

  function keep(name = KEPT, content = kept) {
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
    kept = { ...structuredClone(EMPTY), ...read(), at: kept.at };
    showKept();
  });

  for (const field of deck.querySelectorAll("[data-field]")) {
    field.addEventListener("input", () => {
      kept.fields[field.dataset.field] = field.value;
      keep();
      showTaken();
    });
  }

  function showKept() {
    for (const field of deck.querySelectorAll("[data-field]")) {
      const value = kept.fields[field.dataset.field] ?? "";
      if (field.value !== value) field.value = value;
    }
    showQuestions();
    showGroups();
    showTaken();
  }

  // ----- predicting: a quadrant on which dots can be put

  const STEP = 10; // a tenth of a point is as fine as a place is told

  function quadrant(plane) {
    const axis = (which) => {
      const own = (name) => plane.dataset[`${which}${name}`];
      return { id: plane.dataset[which], name: own("Name"), min: Number(own("Min")), max: Number(own("Max")), bridge: Number(own("Bridge")) };
    };
    const axes = { x: axis("x"), y: axis("y") };
    const cultures = [...plane.querySelectorAll(".ts-plane__culture")].map((found) => found.textContent);
    const dutch = (value) => value.toLocaleString("nl-NL", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const share = ({ min, max }, value) => `${((value - min) / (max - min)) * 100}%`;
    const onScale = ({ min, max }, value) => Math.min(max, Math.max(min, Math.round(value * STEP) / STEP));

    for (const [which, edge] of [["x", "left"], ["y", "bottom"]]) {
      const line = made("i", `ts-plane__bridge ts-plane__bridge--${which}`);
      line.style[edge] = share(axes[which], axes[which].bridge);
      plane.append(line, made("span", `ts-plane__name ts-plane__name--${which}`, axes[which].name));
      for (let value = Math.ceil(axes[which].min); value <= axes[which].max; value += 1) {
        const tick = made("span", `ts-plane__tick ts-plane__tick--${which}`, value);
        tick.style[edge] = share(axes[which], value);
        plane.append(tick);
      }
    }

    function put(dot, { x, y }) {
      dot.style.left = share(axes.x, x);
      dot.style.bottom = share(axes.y, y);
      dot.classList.toggle("ts-plane__dot--left", x > axes.x.max - (axes.x.max - axes.x.min) / 4); // no room on its right
    }

    // A dot that is dragged, or moved with the arrows by a tenth of a point.
    function dotOf(group, moved) {
      const dot = made("button", "ts-plane__dot", group.name);
      const show = () => {
        put(dot, group);
        dot.setAttribute("aria-label", `${group.name}: ${axes.y.name} ${dutch(group.y)}, ${axes.x.name} ${dutch(group.x)}`);
      };
      const move = (x, y) => {
        Object.assign(group, { x: onScale(axes.x, x), y: onScale(axes.y, y) });
        show();
        moved();
      };
      dot.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        dot.focus();
        dot.setPointerCapture(event.pointerId);
      });
      dot.addEventListener("pointermove", (event) => {
        if (!dot.hasPointerCapture(event.pointerId)) return;
        const { left, bottom, width, height } = plane.getBoundingClientRect();
        const at = ({ min, max }, part) => min + part * (max - min);
        move(at(axes.x, (event.clientX - left) / width), at(axes.y, (bottom - event.clientY) / height));
      });
      dot.addEventListener("keydown", (event) => {
        const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] }[event.key];
        if (!way) return;
        event.preventDefault();
        move(group.x + way[0] / STEP, group.y + way[1] / STEP);
      });
      show();
      plane.append(dot);
      return dot;
    }

    return { axes, cultures, put, dotOf };
  }

  // ----- a place and a culture as a code that can be read out: a number in digits that look and sound like no other, and a
  // digit that tells a wrong or a swapped one. 31 is prime, so no such mistake goes unseen; another meeting's code seldom does.

  const DIGITS = "23456789ABCDEFGHJKLMNPQRSTVWXYZ";
  const BASE = DIGITS.length;
  const OWN = [...deck.dataset.kept].reduce((sum, letter) => (sum * 7 + letter.codePointAt(0)) % BASE, 0);
  const places = ({ min, max }) => Math.round((max - min) * STEP) + 1;
  const check = (digits) => digits.reduce((sum, digit, index) => sum + (index + 2) * digit, OWN) % BASE;

  // How many digits any place on these axes needs.
  const size = ({ axes, cultures }) => places(axes.x) * places(axes.y) * (cultures.length + 1);
  const length = (plane) => Math.ceil(Math.log(size(plane)) / Math.log(BASE));

  function coded(plane, { x, y, culture }) {
    const { axes, cultures } = plane;
    const on = ({ min }, value) => Math.round((value - min) * STEP);
    let rest = (on(axes.x, x) * places(axes.y) + on(axes.y, y)) * (cultures.length + 1) + cultures.indexOf(culture) + 1;
    const digits = Array.from({ length: length(plane) }, () => {
      const digit = rest % BASE;
      rest = Math.floor(rest / BASE);
      return digit;
    });
    return [...digits, check(digits)].map((digit) => DIGITS[digit]).join("");
  }

  // The place and the culture, or nothing when the code is none.
  function decoded(plane, code) {
    const { axes, cultures } = plane;
    const digits = [...code.toUpperCase().replace(/[\s-]/g, "")].map((letter) => DIGITS.indexOf(letter));
    const last = digits.pop();
    if (digits.length !== length(plane) || digits.includes(-1) || check(digits) !== last) return null;
    const value = digits.reduceRight((sum, digit) => sum * BASE + digit, 0);
    if (value >= size(plane)) return null;
    const [at, culture] = [Math.floor(value / (cultures.length + 1)), value % (cultures.length + 1)];
    const on = ({ min }, steps) => min + steps / STEP;
    return {
      x: on(axes.x, Math.floor(at / places(axes.y))),
      y: on(axes.y, at % places(axes.y)),
      culture: cultures[culture - 1] ?? "",
    };
  }

  // ----- each reader's own prediction, before the meeting

  const foresee = meeting.querySelector(".ts-foresee");

  function foreseen() {
    const OWNED = `${KEPT}.own`;
    const plane = quadrant(foresee.querySelector(".ts-plane"));
    const { axes } = plane;
    const [culture, why] = foresee.querySelectorAll("select, textarea");
    const own = { name: "Wij", x: axes.x.bridge, y: axes.y.bridge, culture: "", why: "", ...read(OWNED) };
    const moved = () => {
      foresee.querySelector(".ts-foresee__code").textContent = coded(plane, own);
      keep(OWNED, own);
    };
    for (const field of [culture, why]) {
      field.value = own[field.name];
      field.addEventListener("input", () => {
        own[field.name] = field.value;
        moved();
      });
    }
    plane.dotOf(own, moved);
    foresee.querySelector(".ts-foresee__code").textContent = coded(plane, own);
    foresee.hidden = false;
  }

  // ----- the groups in the room, each with a dot

  const ground = find(".ts-plane");
  const plane = ground && quadrant(ground);

  // Where groups placed the team by what stands in the file of the meeting.
  const before = [...deck.querySelectorAll(".ts-plane__dot--told")].map((dot) => {
    const { x, y, why } = dot.dataset;
    return { dot, name: dot.textContent, why, x: Number(x), y: Number(y) };
  });

  function showBefore() {
    for (const group of before) plane.put(group.dot, group);
    find(".ts-add-group").addEventListener("submit", (event) => {
      event.preventDefault();
      const { group, code } = event.target.elements;
      const found = code.value.trim() ? decoded(plane, code.value) : { x: plane.axes.x.bridge, y: plane.axes.y.bridge, culture: "" };
      find(".ts-add-group__wrong").textContent = found ? "" : code.dataset.wrong;
      if (!found) return code.select();
      const name = group.value.trim() || `Groep ${before.length + kept.groups.length + 1}`;
      event.target.reset();
      change(() => kept.groups.push({ name, why: found.culture, x: found.x, y: found.y }));
      ground.querySelector("button:last-of-type").focus();
    });
  }

  function showGroups() {
    if (!plane) return;
    const focused = [...ground.querySelectorAll("button")].indexOf(document.activeElement);
    for (const dot of ground.querySelectorAll("button")) dot.remove();
    list(
      find(".ts-groups"),
      "ul",
      kept.groups.map((group) => {
        const line = made("li", "");
        const why = made("input", "");
        why.value = group.why;
        why.placeholder = "omdat …";
        why.setAttribute("aria-label", `Waarom ${group.name} dat denkt`);
        why.addEventListener("input", () => {
          group.why = why.value;
          keep();
          showTaken();
        });
        line.append(made("b", "", group.name), why, removal(group.name, () => kept.groups.splice(kept.groups.indexOf(group), 1)));
        plane.dotOf(group, () => {
          keep();
          showTaken();
        });
        return line;
      }),
    );
    ground.querySelectorAll("button")[focused]?.focus();
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

  // ----- questions, and the dots that choose among them

  const yaml = find(".ts-yaml");

  // A question as it is read out, whichever marks and capitals were typed around its three parts.
  function asked({ how, so, sign }) {
    const bare = (words) => words.trim().replace(/[.?!…\s]+$/, "");
    const { how: ask, so: towards, sign: seen } = yaml.dataset;
    const question = [`${ask} ${bare(how)}`, bare(so) && `${towards} ${bare(so)}`].filter(Boolean).join(" ");
    const answer = bare(sign) && `${seen} ${bare(sign)[0].toUpperCase()}${bare(sign).slice(1)}.`;
    return [`${question}?`, answer].filter(Boolean).join(" ");
  }

  find(".ts-ask").addEventListener("submit", (event) => {
    event.preventDefault();
    const { how, so, sign } = event.target.elements;
    if (!how.value.trim()) return how.focus();
    change(() => kept.questions.push({ how: how.value, so: so.value, sign: sign.value, dots: 0 }));
    event.target.reset();
    how.focus();
  });

  function showQuestions() {
    list(
      find(".ts-asked"),
      "ol",
      kept.questions.map((question) => {
        const line = made("li", "");
        line.append(made("span", "", asked(question)), removal(asked(question), () => kept.questions.splice(kept.questions.indexOf(question), 1)));
        return line;
      }),
    );
    const choice = find(".ts-dots");
    const focused = [...choice.querySelectorAll("button")].indexOf(document.activeElement);
    list(
      choice,
      "ol",
      kept.questions.map((question) => {
        const line = made("li", "");
        const dots = made("span", "ts-dots__row");
        dots.append(made("span", "ts-dots__dots", "●".repeat(question.dots)), made("b", "", question.dots));
        line.append(made("span", "", asked(question)), dotted(question, -1, "−", "Een stip minder"), dots, dotted(question, 1, "+", "Een stip erbij"));
        return line;
      }),
    );
    choice.querySelectorAll("button")[focused]?.focus();
  }

  function dotted(question, more, sign, words) {
    const button = made("button", "", sign);
    button.setAttribute("aria-label", `${words}: ${asked(question)}`);
    button.addEventListener("click", () => change(() => (question.dots = Math.max(0, question.dots + more))));
    return button;
  }

  // ----- out again: as lines for the file of the meeting

  // What cannot be read on a page cannot stand in the file. A JSON string is one in YAML too.
  const quoted = (words) => JSON.stringify(clean(words));
  const clean = (words) => words.replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/gu, " ").replace(/\s+/g, " ").trim();
  const linesOf = (name) => (kept.fields[name] ?? "").split("\n").map((line) => clean(line).replace(/^[-•*]\s+/, "")).filter(Boolean);
  const chosenFirst = () => [...kept.questions].sort((a, b) => b.dots - a.dots);

  function agreed() {
    const field = (name, number) => clean(kept.fields[`${name}${number}`] ?? "");
    return [1, 2, 3]
      .map((number) => ({ what: field("what", number), role: field("role", number), due: field("due", number), first: field("first", number) }))
      .filter(({ what }) => what);
  }

  function lines() {
    const { role, why, when } = yaml.dataset;
    const entry = (key, entries) => (entries.length ? [`${key}:`, ...entries.flat()] : []);
    const texts = (key, found) => entry(key, found.map((words) => `  - ${quoted(words)}`));
    const all = agreed();
    // What stands in the file already comes along: these lines take its place.
    const groups = kept.groups.length ? [...before, ...kept.groups] : [];
    return [
      ...entry("predictions", groups.map((group) => [
        `  - group: ${quoted(group.name)}`,
        `    why: ${quoted(clean(group.why) || why)}`,
        `    position: {${plane.axes.x.id}: ${group.x}, ${plane.axes.y.id}: ${group.y}}`,
      ])),
      ...texts("observations", linesOf("see")),
      ...texts("questions", [...linesOf("think"), ...chosenFirst().map(asked)]),
      ...entry("actions", all.map((one) => [
        `  - what: ${quoted(one.what)}`,
        `    role: ${quoted(one.role || role)}`,
        ...(one.due ? [`    due: ${one.due}`] : []),
      ])),
      ...entry("next_steps", all.filter(({ first }) => first).map(({ first }) => [
        `  - what: ${quoted(first)}`,
        `    when: ${quoted(when)}`,
      ])),
    ];
  }

  function showTaken() {
    const found = lines();
    yaml.value = found.length ? `${found.join("\n")}\n` : "";
    for (const button of deck.querySelectorAll(".ts-copy, .ts-download")) button.disabled = !found.length;
    const taken = find(".ts-taken");
    const [first] = chosenFirst();
    const all = agreed();
    taken.replaceChildren();
    if (first) taken.append(made("h3", "", taken.dataset.question), made("p", "", asked(first)));
    if (all.length) {
      const agreements = made("ul", "");
      for (const { what, role, due, first: step } of all) {
        const day = due && new Date(`${due}T12:00`).toLocaleDateString("nl-NL", { day: "numeric", month: "long" });
        const line = made("li", "");
        line.append(made("b", "", what), ` ${[role, day].filter(Boolean).join(", ")}`);
        if (step) line.append(made("span", "ts-taken__first", `${taken.dataset.first}: ${step}`));
        agreements.append(line);
      }
      taken.append(made("h3", "", taken.dataset.actions), agreements);
    }
    if (!first && !all.length) taken.append(made("p", "ts-none", taken.dataset.none));
  }

  function answering(button, words) {
    const own = button.textContent;
    button.textContent = words;
    setTimeout(() => (button.textContent = own), 4000);
  }

  find(".ts-copy").addEventListener("click", async ({ target }) => {
    try {
      await navigator.clipboard.writeText(yaml.value);
    } catch {
      yaml.select(); // a page from a disk may have no clipboard of its own
      document.execCommand("copy");
    }
    answering(target, target.dataset.done);
  });

  find(".ts-download").addEventListener("click", () => {
    window.teamspiegel.keep(`${deck.dataset.name}.yml`, new Blob([yaml.value], { type: "text/yaml" }));
  });

  find(".ts-clear").addEventListener("click", ({ target }) => {
    if (target.textContent === target.dataset.sure) return change(() => (kept = { ...structuredClone(EMPTY), at: kept.at }));
    answering(target, target.dataset.sure);
  });

  // ----- the screens

  let slides = [];
  let ready = null;

  // The findings come when somebody presents, and not with the page.
  async function fill() {
    const { findings, position } = await window.teamspiegel.left(deck.dataset.left, new URL(deck.dataset.drawings, location.href).href);
    const [several, one] = ["findings", "position"].map((name) => find(`[data-fill=${name}]`));
    for (const { about, ...finding } of findings) {
      const slide = several.cloneNode(true);
      slide.append(made("p", "ts-slide__about", about), ...told(finding));
      several.before(slide);
    }
    several.remove();
    if (position) one.append(...covered(one.dataset, told(position)));
    else one.remove();
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

  const now = () => slides[kept.at];

  function show(place, focus = true) {
    kept.at = Math.max(0, Math.min(slides.length - 1, place));
    for (const [index, slide] of slides.entries()) slide.hidden = index !== kept.at;
    const step = find(".ts-deck__step");
    step.textContent = step.dataset.words.replace("#", kept.at + 1).replace("#", slides.length);
    find(".ts-deck__back").disabled = kept.at === 0;
    kept.began[now().dataset.screen] ??= Date.now();
    keep();
    stage.scrollTop = 0;
    tick();
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
    else show(kept.at + 1);
  }

  // The minutes that the programme has for this screen, from when it first came up.
  function tick() {
    const left = find(".ts-deck__left");
    const { minutes, screen } = now().dataset;
    const passed = minutes && (Date.now() - kept.began[screen]) / 60000;
    const over = passed > minutes;
    left.textContent = minutes ? left.dataset[over ? "over" : "left"].replace("#", over ? Math.floor(passed - minutes) : Math.ceil(minutes - passed)) : "";
    left.classList.toggle("ts-deck__left--over", Boolean(over));
  }

  // ----- opening and leaving

  let ticking;

  async function open() {
    if (deck.open) return;
    fullScreen(true);
    await (ready ??= fill());
    if (deck.open) return;
    deck.showModal();
    show(kept.at);
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

  const opener = meeting.querySelector(".ts-meeting__start button");
  opener.addEventListener("click", open);
  find(".ts-deck__full").addEventListener("click", () => fullScreen(!document.fullscreenElement));
  find(".ts-deck__leave").addEventListener("click", () => deck.close());
  find(".ts-deck__back").addEventListener("click", () => show(kept.at - 1));
  find(".ts-deck__on").addEventListener("click", on);

  const KEYS = {
    ArrowRight: on,
    PageDown: on,
    " ": on,
    ArrowDown: () => show(kept.at + 1),
    ArrowLeft: () => show(kept.at - 1),
    ArrowUp: () => show(kept.at - 1),
    PageUp: () => show(kept.at - 1),
    Home: () => show(0),
    End: () => show(slides.length - 1),
  };

  // A key that is typed into a field is no command; Space on a button presses it, and arrows move a dot.
  function typing({ target, key }) {
    if (target.matches(TYPED)) return key !== "PageDown" && key !== "PageUp"; // what a presenter's remote sends
    if (target.matches(".ts-plane button") && key.startsWith("Arrow")) return true;
    return key === " " && target.matches("button, summary, a");
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || typing(event)) return;
    if (event.key.toLowerCase() === "f") {
      event.preventDefault();
      event.stopImmediatePropagation(); // Material's own key for its search
      if (deck.open) fullScreen(!document.fullscreenElement);
      else open();
    } else if (deck.open && event.key in KEYS) {
      event.preventDefault();
      KEYS[event.key]();
    }
  }, true);

  // Letters lead to other pages and to the search, but not from within a meeting.
  deck.addEventListener("keydown", (event) => event.stopPropagation());

  if (plane) showBefore();
  if (foresee) foreseen();
  showKept();
  meeting.querySelector(".ts-meeting__start").hidden = false;
})();
