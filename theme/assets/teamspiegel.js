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
          script.onerror = failed;
          script.src = url;
          document.head.append(script);
        }),
      );
    }
    return scripts.get(url);
  }

  async function show(button, figure, still) {
    const drawing = figure.querySelector(".ts-save").href.replace(/\.svg$/, ".js");
    const vega = load(new URL("vega.js", here).href);
    const name = button.dataset.chart;
    // A locked site has no scripts of charts: what locked.js opened has their specifications.
    if (window.teamspiegelLocked) teamspiegel.specs[name] ??= await window.teamspiegelLocked.spec(drawing);
    else await load(drawing);
    await vega;
    const live = document.createElement("div");
    live.className = "ts-chart ts-live";
    still.after(live);
    // The content policy allows no functions made out of text, and no style but that of the site's own files.
    await vegaEmbed(live, teamspiegel.specs[name], {
      actions: false,
      ast: true,
      renderer: "svg",
      defaultStyle: false,
      tooltip: { disableDefaultStyle: true },
    });
    return live;
  }

  for (const button of document.querySelectorAll("button.ts-interactive")) {
    const figure = button.closest("figure");
    const still = figure.querySelector(".ts-chart");
    const words = [button.textContent, button.dataset.back];
    let live = null;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const first = live === null;
      button.disabled = true;
      try {
        live ??= await show(button, figure, still);
      } finally {
        button.disabled = false;
      }
      const asked = first || live.hidden;
      live.hidden = !asked;
      still.hidden = asked;
      button.textContent = words[Number(asked)];
    });
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

  // Material makes its search a dialog without a name; a screen reader then cannot say what has opened.
  const search = document.querySelector(".md-search");
  const field = search?.querySelector("input");
  if (field) search.setAttribute("aria-label", field.getAttribute("aria-label"));
})();
