// What Material has within every page, said once: its store, the view that a reader chose, and what works by scripts alone. It
// is there before anything is shown, and a page that is read without scripts has no buttons that do nothing.
(() => {
  // What Material's scripts look for in a page. A light page has it from here: edges/light.py writes it in this place.
  const SETTINGS = null;

  // The top of the site: what is kept in the browser is kept under it.
  window.__md_scope = new URL("..", document.currentScript.src);
  window.__md_hash = (text) => [...text].reduce((sum, letter) => (sum << 5) - sum + letter.charCodeAt(0), 0);
  window.__md_get = (key, store = localStorage, scope = __md_scope) => JSON.parse(store.getItem(`${scope.pathname}.${key}`));
  window.__md_set = (key, value, store = localStorage, scope = __md_scope) => {
    try {
      store.setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
    } catch {
      // A browser that keeps nothing.
    }
  };

  if (SETTINGS) {
    const found = { ...SETTINGS, base: __md_scope.href, search: new URL(SETTINGS.search, __md_scope).href };
    const place = Object.assign(document.createElement("script"), { id: "__config", type: "application/json" });
    place.textContent = JSON.stringify(found);
    document.head.append(place);
  }

  // At the right of the header: light or dark, and the search, in the markup that Material's scripts look for.
  const sign = (name) => `<svg class="ts-sign ts-sign--${name}"></svg>`;
  const view = (number, other, scheme, mode, words, icon) => `
    <input class="md-option" type="radio" name="__palette" id="__palette_${number}" aria-label="${words}"
      data-md-color-media="(prefers-color-scheme: ${mode})" data-md-color-scheme="${scheme}" data-md-color-primary="custom"
      data-md-color-accent="custom">
    <label class="md-header__button md-icon" title="${words}" for="__palette_${other}" hidden>${sign(icon)}</label>`;
  const TOOLS = `
    <form class="md-header__option" data-md-component="palette">
      ${view(0, 1, "default", "light", "Donkere weergave", "night")}
      ${view(1, 0, "slate", "dark", "Lichte weergave", "sunny")}
    </form>
    <label class="md-header__button md-icon" for="__search">${sign("search")}</label>
    <div class="md-search" data-md-component="search" role="dialog" aria-label="Zoeken">
      <label class="md-search__overlay" for="__search"></label>
      <div class="md-search__inner" role="search">
        <form class="md-search__form" name="search">
          <input type="text" class="md-search__input" name="query" aria-label="Zoeken" placeholder="Zoeken" autocapitalize="off"
            autocorrect="off" autocomplete="off" spellcheck="false" data-md-component="search-query" required>
          <label class="md-search__icon md-icon" for="__search">${sign("search")}${sign("back")}</label>
          <nav class="md-search__options" aria-label="Zoeken">
            <button type="reset" class="md-search__icon md-icon" title="Leegmaken" aria-label="Leegmaken" tabindex="-1">
              ${sign("close")}
            </button>
          </nav>
          <div class="md-search__suggest" data-md-component="search-suggest"></div>
        </form>
        <div class="md-search__output">
          <div class="md-search__scrollwrap" tabindex="0" data-md-scrollfix>
            <div class="md-search-result" data-md-component="search-result">
              <div class="md-search-result__meta">Zoeken initialiseren</div>
              <ol class="md-search-result__list" role="presentation"></ol>
            </div>
          </div>
        </div>
      </div>
    </div>`;
  customElements.define(
    "ts-tools",
    class extends HTMLElement {
      connectedCallback() {
        this.outerHTML = TOOLS;
      }
    },
  );

  const chosen = __md_get("__palette")?.color;
  if (!chosen) return;
  new MutationObserver((_, self) => {
    if (!document.body) return;
    self.disconnect();
    for (const [key, value] of Object.entries(chosen)) document.body.setAttribute(`data-md-color-${key}`, value);
  }).observe(document.documentElement, { childList: true });
})();
