// A work meeting: questions sorted by where their answer can be found, what was found, options of which some are chosen, and
// the path there. Out again as `work` in the file of the meeting.
(() => {
  const { deck, find, list, made, change, removal, shows, sections, summaries, quoted, field, linesOf, entry } = window.teamspiegel.room;
  const room = window.teamspiegel.room;
  if (!find(".ts-gather")) return;

  const kept = (name) => (room.kept.lists[name] ??= []);

  for (const form of deck.querySelectorAll(".ts-gather")) {
    const { list: name } = form.dataset;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const { text, cluster } = form.elements;
      if (!text.value.trim()) return text.focus();
      change(() => kept(name).push({ text: text.value, cluster: cluster?.value, chosen: false }));
      text.value = "";
      text.focus();
    });
    const where = form.nextElementSibling;
    shows.push(() => {
      const focused = [...where.querySelectorAll("input")].indexOf(document.activeElement);
      list(where, "ul", inOrder(form, kept(name)).map((one) => lineOf(form, one, name)));
      where.querySelectorAll("input")[focused]?.focus();
    });
  }

  // By where the answer can be found, in the order of the choice.
  function inOrder(form, entries) {
    const places = [...(form.elements.cluster?.options ?? [])].map(({ value }) => value);
    return [...entries].sort((a, b) => places.indexOf(a.cluster) - places.indexOf(b.cluster));
  }

  function lineOf(form, one, name) {
    const line = made("li", "");
    const label = made("label", "");
    const chosen = made("input", "");
    chosen.type = "checkbox";
    chosen.checked = one.chosen;
    chosen.addEventListener("change", () => change(() => (one.chosen = chosen.checked)));
    const option = [...(form.elements.cluster?.options ?? [])].find(({ value }) => value === one.cluster);
    label.append(chosen, ` ${one.text}`);
    if (option) label.append(" ", made("span", "ts-asked__about", option.textContent));
    line.append(label, removal(one.text, () => kept(name).splice(kept(name).indexOf(one), 1)));
    return line;
  }

  // ----- out again

  const steps = () =>
    [1, 2, 3]
      .map((number) => ({ number, ...Object.fromEntries(["what", "role", "due", "sign"].map((name) => [name, field(`step-${name}${number}`)])) }))
      .filter(({ what }) => what);
  const lookback = () => Object.fromEntries(["when", "how", "role"].map((name) => [name, field(`look-${name}`)]));
  const isWhole = (path) => path.here && path.there && path.steps.length && path.steps.every(({ due }) => due) && path.look.when;
  const path = () => ({ here: field("here"), there: field("there"), steps: steps(), look: lookback() });
  const notYet = (words) => quoted(words || deck.dataset.later);

  // What the file wants and is not there yet, in words of the page.
  function missing() {
    const { here, there, steps: own, look } = path();
    const asked = [
      [!field("issue"), "issue"],
      [kept("options").length && !kept("options").some(({ chosen }) => chosen), "chosen"],
      [kept("options").some(({ chosen }) => chosen) && !(here && there), "path"],
      [own.some(({ due }) => !due) || (here && there && !own.length), "due"],
      [own.length && !look.when, "look"],
    ];
    const words = JSON.parse(find(".ts-taken").dataset.missing);
    return asked.filter(([is]) => is).map(([, name]) => words[name]);
  }

  sections.work = () => {
    if (!field("issue")) return [];
    const own = path();
    const whole = isWhole(own);
    const indented = (lines) => lines.map((line) => `  ${line}`);
    const found = ["literatuur", "ervaring", "context"].filter((cluster) => linesOf(`found-${cluster}`).length);
    return [
      "work:",
      `  issue: ${quoted(field("issue"))}`,
      ...indented(entry("questions", kept("questions").map(({ text, cluster, chosen }) => [
        `  - text: ${quoted(text)}`,
        `    cluster: ${cluster}`,
        ...(chosen ? ["    chosen: true"] : []),
      ]))),
      ...indented(entry("groups", found.map((cluster) => [
        `  - cluster: ${cluster}`,
        "    findings:",
        ...linesOf(`found-${cluster}`).map((words) => `      - text: ${quoted(words)}`),
      ]))),
      // A choice without a path is none yet: it stays in this browser, and in the minutes.
      ...(whole && kept("options").some(({ chosen }) => chosen)
        ? indented(entry("options", kept("options").map(({ text, chosen }) => [`  - text: ${quoted(text)}`, ...(chosen ? ["    chosen: true"] : [])])))
        : []),
      ...(whole
        ? [
            "  path:",
            `    here: ${quoted(own.here)}`,
            `    there: ${quoted(own.there)}`,
            "    steps:",
            ...own.steps.flatMap(({ what, role, due, sign }) => [
              `      - what: ${quoted(what)}`,
              `        role: ${quoted(role || deck.dataset.role)}`,
              `        due: ${due}`,
              `        sign: ${notYet(sign)}`,
            ]),
            "    lookback:",
            `      - when: ${own.look.when}`,
            `        how: ${notYet(own.look.how)}`,
            `        role: ${quoted(own.look.role || deck.dataset.role)}`,
          ]
        : []),
    ];
  };

  // The steps are the agreements of this meeting.
  summaries.push(() => {
    const { path: heading, chosen: choice, lacks } = find(".ts-taken").dataset;
    const listed = (words) => {
      const found = made("ul", "");
      found.append(...words.map((line) => made("li", "", line)));
      return found;
    };
    const told = [];
    const chosen = kept("options").filter((one) => one.chosen).map(({ text }) => text);
    if (chosen.length) told.push(made("h3", "", choice), listed(chosen));
    if (steps().length) told.push(made("h3", "", heading), listed(steps().map(({ what, role, due }) => [what, role, due].filter(Boolean).join(", "))));
    const still = missing();
    if (still.length && (field("issue") || chosen.length || steps().length)) told.push(made("h3", "", lacks), listed(still));
    return told;
  });
})();
