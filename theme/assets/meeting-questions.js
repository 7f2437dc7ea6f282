// The question behind the numbers: built in three parts, tied to what it is about, chosen with dots, and out again as the
// lines that the team's learning questions want.
(() => {
  const { deck, find, list, made, change, removal, shows, sections, summaries, quoted, clean, entry } = window.teamspiegel.room;
  const room = window.teamspiegel.room;
  const form = find(".ts-ask:not(.ts-gather)");
  if (!form) return;

  // A question as it is read out, whichever marks and capitals were typed around its parts.
  const bare = (words) => (words ?? "").trim().replace(/[.?!…\s]+$/, "");
  const { how: ask, so: towards, sign: seen } = form.dataset;
  const question = ({ how, so }) => `${[`${ask} ${bare(how)}`, bare(so) && `${towards} ${bare(so)}`].filter(Boolean).join(" ")}?`;
  const noticed = ({ sign }) => bare(sign) && `${bare(sign)[0].toUpperCase()}${bare(sign).slice(1)}.`;
  const asked = (one) => [question(one), noticed(one) && `${seen} ${noticed(one)}`].filter(Boolean).join(" ");
  const names = new Map([...form.elements.about.options].map(({ value, textContent }) => [value, textContent]));

  // What a question is about: as many results as are chosen, one after the other. (It was one, as a text, before.)
  const aboutOf = (one) => [one.about].flat().filter((id) => id && names.has(id));
  let about = [];

  function showAbout() {
    find(".ts-about").textContent = about.map((id) => names.get(id)).join(", ");
  }

  form.elements.about.addEventListener("change", ({ target }) => {
    if (target.value && !about.includes(target.value)) about.push(target.value);
    if (!target.value) about = [];
    showAbout();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { how, so, sign } = form.elements;
    if (!how.value.trim()) return how.focus();
    change(() => room.kept.questions.push({ how: how.value, so: so.value, sign: sign.value, about, dots: 0 }));
    form.reset();
    about = [];
    showAbout();
    how.focus();
  });

  function show() {
    list(
      find(".ts-asked"),
      "ol",
      room.kept.questions.map((one) => {
        const line = made("li", "");
        line.append(made("span", "", asked(one)));
        const told = aboutOf(one).map((id) => names.get(id)).join(", ");
        if (told) line.append(made("span", "ts-asked__about", told));
        line.append(removal(asked(one), () => room.kept.questions.splice(room.kept.questions.indexOf(one), 1)));
        return line;
      }),
    );
    const choice = find(".ts-dots");
    const focused = [...choice.querySelectorAll("button")].indexOf(document.activeElement);
    list(
      choice,
      "ol",
      room.kept.questions.map((one) => {
        const line = made("li", "");
        const dots = made("span", "ts-dots__row");
        dots.append(made("span", "ts-dots__dots", "●".repeat(one.dots)), made("b", "", one.dots));
        line.append(made("span", "", asked(one)), dotted(one, -1, "−", "Een stip minder"), dots, dotted(one, 1, "+", "Een stip erbij"));
        return line;
      }),
    );
    choice.querySelectorAll("button")[focused]?.focus();
  }

  function dotted(one, more, sign, words) {
    const button = made("button", "", sign);
    button.setAttribute("aria-label", `${words}: ${asked(one)}`);
    button.addEventListener("click", () => change(() => (one.dots = Math.max(0, one.dots + more))));
    return button;
  }

  // ----- out again

  const chosenFirst = () => [...room.kept.questions].sort((a, b) => b.dots - a.dots);
  // A question that is tied to a result, and was chosen where there were dots to give, is the team's own from now on.
  const dotsGiven = () => room.kept.questions.some(({ dots }) => dots);
  const isOurs = (one) => aboutOf(one).length > 0 && (one.dots > 0 || !dotsGiven());

  // Each with an id that the team has not used yet, out of its own words.
  function ours() {
    const taken = new Set(form.dataset.taken.split(" "));
    return chosenFirst().filter(isOurs).map((one) => {
      const plain = bare(one.how).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
      const stem = plain.slice(0, 40).replace(/-[^-]*$|-$/, (cut) => (plain.length > 40 ? "" : cut)) || "vraag";
      let id = stem;
      for (let number = 2; taken.has(id); number += 1) id = `${stem}-${number}`;
      taken.add(id);
      return { ...one, id };
    });
  }

  const before = sections.questions;
  sections.questions = () => {
    const open = chosenFirst().filter((one) => !isOurs(one)).map((one) => `  - ${quoted(asked(one))}`);
    return open.length ? [...(before().length ? before() : ["questions:"]), ...open] : before();
  };
  sections.learning_questions = () => {
    const own = ours();
    return own.length ? entry("learning_questions", [...form.dataset.told.split(" ").filter(Boolean), ...own.map(({ id }) => id)].map((id) => `  - ${id}`)) : [];
  };
  sections.entries = () =>
    ours().flatMap((one) => [
      `- id: ${one.id}`,
      `  question: ${quoted(question(one))}`,
      `  why: ${quoted(`${form.dataset.why} ${aboutOf(one).map((id) => names.get(id)).join(", ")}.`)}`,
      `  round: ${form.dataset.round}`,
      `  step: ${form.dataset.step}`,
      `  links: [${aboutOf(one).join(", ")}]`,
      ...(noticed(one) ? [...entry("goals", [[`  - ${quoted(noticed(one))}`]])].map((line) => `  ${line}`) : []),
    ]);

  summaries.push(() => {
    const [first] = chosenFirst();
    return first ? [made("h3", "", find(".ts-taken").dataset.question), made("p", "", asked(first))] : [];
  });
  shows.push(show);
})();
