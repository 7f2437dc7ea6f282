// Charts that answer to a pointer, for who asks for it. Without JavaScript the page lacks only this button.
(() => {
  const here = document.currentScript.src;
  const scripts = new Map();
  const teamspiegel = (window.teamspiegel = { specs: {} });

  // Vega (300 kB on the wire) and a chart's specification come when they are asked for, and once.
  function load(url) {
    if (!scripts.has(url)) {
      scripts.set(
        url,
        new Promise((loaded, failed) => {
          const script = document.createElement("script");
          script.onload = loaded;
          script.onerror = (event) => {
            scripts.delete(url); // the next click asks again
            failed(event);
          };
          script.src = url;
          document.head.append(script);
        }),
      );
    }
    return scripts.get(url);
  }

  // What the script at an address leaves under this name.
  async function left(name, address) {
    // A locked site has no scripts of charts: what locked.js opened has what is in them.
    if (window.teamspiegelLocked) teamspiegel.specs[name] ??= await window.teamspiegelLocked.spec(address);
    else await load(address);
    return teamspiegel.specs[name];
  }

  async function specification({ chart, spec }) {
    const vega = load(new URL("vega.js", here).href);
    const address = new URL(spec, location);
    const { template, ...own } = await left(chart, address.href);
    const shared = await left(template, new URL(`${template}.js`, address).href);
    await vega;
    const { usermeta, ...whole } = { ...shared, ...own, params: [...shared.params, ...own.params] };
    // A page has colours of its own, and others when it is dark.
    const named = (quoted, hex) => {
      const name = usermeta.colours[hex.toLowerCase()];
      return name ? `"var(${name}, ${hex})"` : quoted;
    };
    return JSON.parse(JSON.stringify(whole).replace(/"(#[0-9a-f]{6})"/gi, named));
  }

  // `before`: what is shown there until now, of which what was chosen stays so.
  async function show(spec, live, before = null) {
    const { title, ...rest } = spec; // the page has the title already
    const chosen = (param) => (param.bind && before ? { ...param, value: before.signal(param.name) } : param);
    const kept = { ...rest, params: rest.params.map(chosen) };
    before?.finalize();
    // The content policy allows no functions made out of text, and no style but that of the site's own files.
    const { view } = await vegaEmbed(live, kept, {
      actions: false,
      ast: true,
      renderer: "svg",
      defaultStyle: false,
      tooltip: { disableDefaultStyle: true },
    });
    live.setAttribute("role", "group");
    const [said, subject] = [title.text, title.subtitle].map((lines) => lines.join(" "));
    live.setAttribute("aria-label", `${said}${/[.?!]$/.test(said) ? "" : "."} ${subject}`);
    steppable(live.querySelector("svg"));
    return view;
  }

  const PHONE = matchMedia("(max-width: 44.99em)");

  // Every mark that says something can be reached: Tab to the chart, arrows from mark to mark, and each is read out.
  function steppable(svg) {
    const told = (mark) => mark.__data__?.tooltip;
    const marks = [...svg.querySelectorAll("path, line, rect")].filter((mark) => typeof told(mark) === "object");
    marks.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
    const point = (mark, kind) => {
      const { x, y, width, height } = mark.getBoundingClientRect();
      const at = { clientX: x + width / 2, clientY: y + height / 2, bubbles: true };
      for (const family of ["pointer", "mouse"]) mark.dispatchEvent(new MouseEvent(family + kind, at));
    };
    for (const [index, mark] of marks.entries()) {
      mark.setAttribute("tabindex", index ? -1 : 0);
      mark.setAttribute("role", "img");
      const words = Object.entries(told(mark)).filter(([, value]) => value && value !== "undefined");
      mark.setAttribute("aria-label", words.map(([key, value]) => `${key} ${value}`.trim()).join(", "));
      mark.addEventListener("focus", () => {
        // On a phone what is read stands at the foot of the screen, and would cover a mark there.
        if (PHONE.matches && mark.matches(":focus-visible")) mark.scrollIntoView({ block: "center" });
        point(mark, "move");
      });
      mark.addEventListener("blur", () => point(mark, "out"));
      mark.addEventListener("keydown", (event) => {
        const way = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
        const next = way && marks[index + way];
        if (!next) return;
        event.preventDefault();
        mark.setAttribute("tabindex", -1);
        next.setAttribute("tabindex", 0);
        next.focus();
      });
    }
  }

  // The rows as they were asked, where the drawing has them by value.
  function asAsked(spec) {
    const places = new Map(spec.datasets.rows.filter((row) => "asked" in row).map((row) => [row.row, row.asked]));
    if (!places.size) return null;
    const rows = [...spec.datasets.rows].sort((a, b) => places.get(a.row) - places.get(b.row));
    return { ...spec, datasets: { rows } };
  }

  // What can be done with a chart, below each.
  const MERGE = `<button class="ts-merge" type="button" aria-pressed="false">Tel kleine vakjes samen</button> `;
  const KEEP = `<button class="ts-interactive" type="button">Bekijk interactief</button>
    <span class="ts-save">Bewaar als
      <button type="button" data-keep="svg">SVG</button>
      <button type="button" data-keep="png">PNG</button>
      <button type="button" data-keep="csv">CSV</button></span>`;
  for (const place of document.querySelectorAll("p.ts-keep")) {
    place.innerHTML = place.closest("figure").querySelector(".ts-merged") ? MERGE + KEEP : KEEP;
    place.hidden = false;
  }

  for (const button of document.querySelectorAll("button.ts-interactive")) {
    const figure = button.closest("figure");
    const words = [button.textContent, "Terug naar de gewone grafiek"];
    let live = null;
    let view = null;
    button.addEventListener("click", async (event) => {
      const first = live === null;
      // What answers to a pointer has every cell apart.
      figure.querySelector('.ts-merge[aria-pressed="true"]')?.click();
      button.disabled = true;
      try {
        if (first) {
          const spec = await specification(button.parentElement.dataset);
          const made = document.createElement("div");
          made.className = `${figure.querySelector(".ts-chart").className} ts-live`;
          figure.querySelector(".ts-chart").after(made);
          view = await show(spec, made);
          // Where there is no room for a list beside a panel, the panel has all of the width.
          made.style.setProperty("--ts-wide", made.querySelector("svg.marks").viewBox.baseVal.width / 408);
          live = made;
          const asked = asAsked(spec);
          const reorder = async (on) => {
            view = await show(on ? asked : spec, live, view);
          };
          if (asked) live.before(orderButton("Volgorde van de vragen", reorder));
        }
      } finally {
        button.disabled = false;
      }
      const on = figure.classList.toggle("ts-figure--live", first || !figure.classList.contains("ts-figure--live"));
      button.textContent = words[Number(on)];
      // Who came by keyboard goes on in the chart, which stands above the button, unless they went on elsewhere meanwhile.
      const reached = on && event.detail === 0 && live.querySelector('[tabindex="0"]');
      if ([document.body, button].includes(document.activeElement)) (reached || button).focus({ preventScroll: !reached });
    });
  }

  function orderButton(words, reorder) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ts-order";
    button.textContent = words;
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => reorder(pressed(button)));
    return button;
  }

  function pressed(button) {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    return on;
  }

  // Cells of one or two people counted with their neighbour, where the room looks on.
  for (const button of document.querySelectorAll("button.ts-merge")) {
    button.addEventListener("click", () => {
      button.closest("figure").classList.toggle("ts-figure--merged", pressed(button));
    });
  }

  // ----- a chart to keep: what is drawn as a picture, and what is in its table as a file for a spreadsheet

  const INK = "#1c2430";
  const LETTERS = '"Atkinson Hyperlegible Next", sans-serif';
  const PICTURE = 1440; // twice as wide as a chart is on a desk

  function keep(name, blob) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  function table(figure) {
    const quoted = (cell) => `"${cell.textContent.trim().replaceAll('"', '""')}"`;
    const lines = [...figure.querySelectorAll("table tr")].map((row) => [...row.cells].map(quoted).join(";"));
    return new Blob(["\uFEFF", lines.join("\r\n"), "\r\n"], { type: "text/csv" });
  }

  // What is drawn, as it is shown now: also interactive.
  function shownIn(figure) {
    return [...figure.querySelectorAll(".ts-chart > svg, .ts-live svg.marks")].find((one) => one.getBoundingClientRect().width);
  }

  // The same for a file of its own: with small cells counted together, or each apart.
  function copied(svg) {
    const copy = svg.cloneNode(true);
    const [shown, hidden] = svg.closest(".ts-figure--merged, .ts-presenting") ? [".ts-merged", ".ts-each"] : [".ts-each", ".ts-merged"];
    for (const group of copy.querySelectorAll(hidden)) group.remove();
    for (const group of copy.querySelectorAll(shown)) group.replaceWith(...group.childNodes);
    return copy;
  }

  // What stands above a chart, on lines of a picture, in letters as large as the chart's own.
  function headed(figure, { width }) {
    const letter = Math.round((13.5 * PICTURE) / width);
    const [title, subject] = [...figure.querySelectorAll("figcaption > *")].map((words) => words.innerText);
    const lines = [...wrapped(title, letter, "bold"), ...wrapped(subject, Math.round(letter * 0.85), "normal")];
    return { lines, top: lines.reduce((sum, line) => sum + line.height, 40) };
  }

  // A file of its own has no page around it: it says its size, its letters and its title itself, in the colours of paper.
  function drawing(figure) {
    const shown = shownIn(figure);
    const svg = copied(shown);
    const { width, height } = shown.viewBox.baseVal;
    const scale = width / PICTURE;
    const { lines, top } = headed(figure, { width });
    const above = Math.ceil(top * scale);
    svg.setAttribute("viewBox", `0 ${-above} ${width} ${height + above}`);
    svg.setAttribute("width", width);
    svg.setAttribute("height", height + above);
    svg.setAttribute("font-family", LETTERS.replaceAll('"', ""));
    const made = (name, words, attributes = {}) => {
      const element = document.createElementNS(svg.namespaceURI, name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.textContent = words;
      return element;
    };
    let y = 20 - top;
    const texts = lines.map((line) => {
      y += line.height;
      const look = { x: 4, y: (y - line.height / 4) * scale, "font-size": line.size * scale, "font-weight": line.weight, fill: INK };
      return made("text", line.text, look);
    });
    svg.prepend(made("title", figure.querySelector("figcaption strong").innerText), ...texts);
    for (const mark of svg.querySelectorAll("[fill], [stroke]"))
      for (const { name, value } of mark.attributes) mark.setAttribute(name, value.replace(/^var\(--[\w-]+, (#[0-9a-f]{6})\)$/i, "$1"));
    return new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });
  }

  async function picture(figure) {
    const svg = shownIn(figure);
    const shown = svg.getBoundingClientRect();
    const ratio = PICTURE / shown.width;
    const context = document.createElement("canvas").getContext("2d");
    const { canvas } = context;
    const { lines, top } = headed(figure, svg.viewBox.baseVal);
    canvas.width = PICTURE;
    canvas.height = top + shown.height * ratio;
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    let y = 20;
    for (const line of lines) {
      context.font = fontOf(line);
      context.fillStyle = INK;
      context.fillText(line.text, 20, y + line.height * 0.75);
      y += line.height;
    }
    context.drawImage(await withoutLetters(svg), 0, top, PICTURE, shown.height * ratio);
    // An image has no access to the page's own letters, so those are written on it.
    for (const text of svg.querySelectorAll("text")) if (text.getClientRects().length) write(context, svg, text, ratio, top);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  const fontOf = ({ size, weight }) => `${weight} ${size}px ${LETTERS}`;

  function wrapped(words, size, weight) {
    const context = document.createElement("canvas").getContext("2d");
    context.font = fontOf({ size, weight });
    const lines = [""];
    for (const word of words.split(" ")) {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (context.measureText(longer).width <= PICTURE - 40) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines.map((text) => ({ text, size, weight, height: size * 1.3 }));
  }

  async function withoutLetters(svg) {
    const copy = copied(svg);
    for (const text of copy.querySelectorAll("text")) text.remove();
    const { width, height } = svg.viewBox.baseVal;
    copy.setAttribute("width", PICTURE);
    copy.setAttribute("height", (height * PICTURE) / width);
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
    await image.decode();
    return image;
  }

  function write(context, svg, text, ratio, top) {
    const corner = svg.getScreenCTM();
    const at = text.getScreenCTM();
    const zoom = (PICTURE / svg.viewBox.baseVal.width) / corner.a;
    const style = getComputedStyle(text);
    const said = (name) => text.closest(`[${name}]`).getAttribute(name);
    context.font = `${style.fontWeight} ${said("font-size")} ${LETTERS}`;
    // As on paper: a page that is dark has other ink.
    context.fillStyle = said("fill").match(/#[0-9a-f]{6}/i)?.[0] ?? said("fill");
    context.setTransform(at.a * zoom, at.b * zoom, at.c * zoom, at.d * zoom, (at.e - corner.e) * zoom, top + (at.f - corner.f) * zoom);
    const parts = text.querySelectorAll("tspan");
    for (const part of parts.length ? parts : [text]) {
      if (!part.textContent.trim()) continue;
      const { x, y } = part.getStartPositionOfChar(0);
      context.fillText(part.textContent, x, y);
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
  }

  const ways = { svg: drawing, png: picture, csv: table };
  for (const choices of document.querySelectorAll(".ts-save")) {
    const figure = choices.closest("figure");
    choices.addEventListener("click", async (event) => {
      const kind = event.target.dataset.keep;
      const name = choices.parentElement.dataset.chart;
      if (kind) keep(`${name}.${kind}`, await ways[kind](figure));
    });
  }

  // A meeting can be held around its page: what that takes comes with that page only.
  if (document.querySelector(".ts-meeting")) {
    Object.assign(teamspiegel, { left, keep, load });
    const styles = document.createElement("link");
    styles.rel = "stylesheet";
    styles.href = new URL("meeting.css", here).href;
    document.head.append(styles);
    const parts = ["meeting", "meeting-predict", "meeting-questions", "meeting-work"];
    parts
      .reduce((before, part) => before.then(() => load(new URL(`${part}.js`, here).href)), Promise.resolve())
      .then(() => teamspiegel.room.start());
  }

  // A table that sorts by its headings, with the pointer or with Enter. Tablesort is loaded before this file.
  for (const table of document.querySelectorAll("table.ts-sorted")) new Tablesort(table);

  // Narrow a table down to the rows that hold the words, and that have the mark.
  for (const filter of document.querySelectorAll(".ts-filter")) {
    const [words, mark] = filter.querySelectorAll("input, select");
    const count = filter.querySelector("[role=status]");
    const rows = [...document.getElementById(filter.dataset.table).tBodies[0].rows];
    const narrow = () => {
      const wanted = words.value.toLowerCase().split(/\s+/);
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        const marked = !mark.value || row.dataset.marks.split(" ").includes(mark.value);
        row.hidden = !(marked && wanted.every((word) => text.includes(word)));
      }
      const shown = rows.filter((row) => !row.hidden).length;
      count.textContent = (shown === 1 ? count.dataset.one : count.dataset.other).replace("#", shown);
    };
    filter.hidden = false;
    filter.addEventListener("input", narrow);
    narrow();
  }

  // ----- the reader's own team: chosen once, kept in this browser, and told to nobody

  const KEPT = `teamspiegel.${new URL("..", here).pathname}.team`;
  let team = kept();

  // A browser that keeps nothing for this site may refuse by an error: then the choice holds for this page.
  function kept() {
    try {
      return localStorage.getItem(KEPT);
    } catch {
      return null;
    }
  }

  function choose(id) {
    team = id;
    try {
      if (id) localStorage.setItem(KEPT, id);
      else localStorage.removeItem(KEPT);
    } catch {}
    ofTeam();
  }

  function ofTeam() {
    for (const mark of document.querySelectorAll(".ts-card .ts-own")) mark.hidden = mark.dataset.team !== team;
    for (const line of document.querySelectorAll("article > .ts-own")) {
      line.hidden = false;
      line.classList.toggle("ts-own--chosen", line.dataset.team === team);
    }
    for (const line of document.querySelectorAll(".ts-choose")) {
      const [none, ...teams] = line.querySelectorAll("option");
      (teams.find((option) => option.value === team) ?? none).selected = true; // or a team that is no longer here
      for (const [place, block] of document.querySelectorAll(".ts-team").entries()) block.hidden = !teams[place].selected;
      line.hidden = false;
      document.querySelector(".ts-teams").hidden = true; // links, for who has no script
    }
  }

  for (const select of document.querySelectorAll(".ts-choose select")) {
    select.addEventListener("change", () => choose(select.value || null));
  }
  for (const line of document.querySelectorAll("article > .ts-own")) {
    line.querySelector(".ts-own__no").addEventListener("click", () => choose(line.dataset.team));
    line.querySelector(".ts-own__yes button").addEventListener("click", () => {
      choose(null);
      location.assign(new URL("../index.html#kies-je-team", here));
    });
    if (!team) choose(line.dataset.team);
  }
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    team = kept();
    ofTeam();
  });
  ofTeam();

  // ----- the parts of a long page, one at a time under a row of tabs

  // Each heading of the second level between two marks begins a part. A hidden part is found by the browser's own search on
  // the page, and on paper all parts stand below each other (teamspiegel.css).
  for (const start of document.querySelectorAll(".ts-parts")) {
    const parts = [];
    for (let at = start.nextElementSibling, next; at && !at.matches(".ts-parts-end"); at = next) {
      next = at.nextElementSibling;
      if (at.matches("h2")) parts.push(part(at));
      parts.at(-1)?.panel.append(at);
    }
    if (parts.length > 1) tabs(start, parts);
  }

  function part(heading) {
    const panel = document.createElement("div");
    const tab = document.createElement("button");
    const own = [...heading.childNodes].filter((node) => !node.matches?.(".headerlink"));
    panel.id = `ts--part-${heading.id}`;
    panel.className = "ts-part";
    tab.id = `ts--tab-${heading.id}`;
    tab.type = "button";
    tab.textContent = heading.dataset.tab ?? own.map((node) => node.textContent).join("").trim();
    heading.before(panel);
    return { panel, tab };
  }

  function tabs(start, parts) {
    const row = document.createElement("div");
    row.className = "ts-tabs";
    row.setAttribute("role", "tablist");
    row.setAttribute("aria-label", start.dataset.label);
    for (const [place, { panel, tab }] of parts.entries()) {
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
      panel.tabIndex = 0;
      tab.addEventListener("click", () => show(place));
      panel.addEventListener("beforematch", () => show(place));
      row.append(tab);
    }
    const show = (shown) => {
      for (const [place, { panel, tab }] of parts.entries()) {
        tab.setAttribute("aria-selected", String(place === shown));
        tab.tabIndex = place === shown ? 0 : -1;
        if (place === shown) panel.removeAttribute("hidden");
        else panel.setAttribute("hidden", "until-found");
      }
    };
    row.addEventListener("keydown", (event) => {
      const now = parts.findIndex(({ tab }) => tab === event.target);
      const last = parts.length - 1;
      const steps = { ArrowRight: now < last ? now + 1 : 0, ArrowLeft: now > 0 ? now - 1 : last, Home: 0, End: last };
      if (!(event.key in steps)) return;
      event.preventDefault();
      show(steps[event.key]);
      parts[steps[event.key]].tab.focus();
    });
    parts[0].panel.before(row);
    show(0);
  }

  // Who comes for a place in a hidden part, by a link or from the search, gets to see it.
  function goTo(hash) {
    const place = document.getElementById(decodeURIComponent(hash.slice(1)));
    const panel = place?.closest(".ts-part");
    if (!panel) return;
    const tab = document.getElementById(panel.getAttribute("aria-labelledby"));
    if (tab.getAttribute("aria-selected") === "false") tab.click();
    // The heading of a part stands right below the row of tabs.
    (place.parentElement === panel && place.matches("h2") ? tab.parentElement : place).scrollIntoView();
  }

  addEventListener("hashchange", () => goTo(location.hash));
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href*='#']");
    if (link && link.href === location.href) goTo(location.hash); // no other address, so nothing changes by itself
  });

  if (document.readyState === "complete") goTo(location.hash);
  else addEventListener("load", () => goTo(location.hash));

  // The way to a page is not its menu.
  document.querySelector(".md-path")?.setAttribute("aria-label", "Waar je bent");

  // Something that scrolls has to be reached with keys; what fits in its place is one stop less.
  const fits = new ResizeObserver((seen) => {
    for (const { target } of seen) target.tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
  });
  for (const place of document.querySelectorAll(".ts-scroll[tabindex]")) fits.observe(place);

  // On a phone the contents of a page are a part of the menu.
  const contents = document.querySelector(".md-sidebar--secondary .md-nav--secondary");
  document.querySelector(".md-nav__link[for=__toc]")?.parentElement.append(contents.cloneNode(true));

  // Material opens a part of its menu with a label that is an arrow alone: it gets words for who cannot see it.
  for (const label of document.querySelectorAll(".md-nav__container > label")) {
    const words = document.createElement("span");
    words.className = "ts-unseen";
    words.textContent = `Menu onder ${label.previousElementSibling.textContent.trim()}`;
    label.append(words);
  }
})();
