// Material writes an element's title into its tooltip as HTML, also one that it gives to a link that is cut off. What an
// author wrote there stays text: it is escaped as it is set. This comes before Material's own script, and
// works at once: a link that comes into view under the pointer gets its title and its tooltip in one go.
(() => {
  const property = Object.getOwnPropertyDescriptor(HTMLElement.prototype, "title");
  Object.defineProperty(HTMLElement.prototype, "title", {
    ...property,
    set(text) {
      property.set.call(this, text.replaceAll("&", "&amp;").replaceAll("<", "&lt;"));
    },
  });
  document.addEventListener("DOMContentLoaded", () => {
    // A sign behind each heading of a page is no word to explain: it keeps its name, and costs no tooltip.
    for (const link of document.querySelectorAll(".headerlink")) {
      link.setAttribute("aria-label", link.title);
      link.removeAttribute("title");
    }
    for (const element of document.querySelectorAll(".md-content [title]")) element.title = element.title;
  });
})();
