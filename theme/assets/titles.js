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
    // The sign behind each heading, to link to it, is no word to explain: it has a name, and costs no tooltip.
    for (const heading of document.querySelectorAll("article :is(h1, h2, h3, h4)[id]")) {
      const link = document.createElement("a");
      link.className = "headerlink";
      link.href = `#${heading.id}`;
      link.setAttribute("aria-label", "Link naar dit kopje");
      link.textContent = "¶";
      heading.append(link);
    }
    for (const element of document.querySelectorAll(".md-content [title]")) element.title = element.title;
  });
})();
