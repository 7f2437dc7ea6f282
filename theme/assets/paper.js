// What goes on paper. This comes before Material's own script, which opens everything that is closed when a page is printed:
// an outcome would stand on the sheet from which a team still has to predict it. What a reader opened is printed.
(() => {
  for (const moment of ["beforeprint", "afterprint"]) {
    window.addEventListener(moment, (event) => event.stopImmediatePropagation());
  }

  // Whose page it is, at the foot of each sheet (@page in teamspiegel.css): the margins of paper know the page's root alone.
  const foot = document.querySelector(".ts-foot");
  if (foot) {
    document.documentElement.style.setProperty("--ts-foot", JSON.stringify(foot.textContent));
    foot.hidden = true;
  }
})();
