// What Material has in scripts within every page: its store, and the view that a reader chose, before anything is shown.
(() => {
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

  const chosen = __md_get("__palette")?.color;
  if (!chosen) return;
  new MutationObserver((_, self) => {
    if (!document.body) return;
    self.disconnect();
    for (const [key, value] of Object.entries(chosen)) document.body.setAttribute(`data-md-color-${key}`, value);
  }).observe(document.documentElement, { childList: true });
})();
