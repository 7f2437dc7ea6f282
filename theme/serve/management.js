// The pages on which somebody looks after a school: dark where the reader's screen is, fresh, and with commands to copy.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const wear = () => {
    root.dataset.mdColorScheme = dark.matches ? "slate" : "default";
  };
  dark.addEventListener("change", wear);
  wear();

  // A copy goes by a way that browsers open on this computer only; elsewhere the command can be selected.
  addEventListener("DOMContentLoaded", () => {
    for (const button of navigator.clipboard ? document.querySelectorAll(".ts-command button") : []) {
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(button.previousElementSibling.textContent);
        button.textContent = button.dataset.done;
      });
    }
  });

  // Asks every two seconds whether anything changed that the page is made of, as long as somebody looks at it.
  setInterval(async () => {
    if (document.hidden) return;
    const answer = await fetch("state").catch(() => null); // not there: it was stopped, and may be started again
    if (answer?.ok && (await answer.text()) !== root.dataset.state) location.reload();
  }, 2000);
})();
