// Opens locked pages in the reader's own browser. Python seals them (generator/teamspiegel/edges/locked.py): a key from
// the passphrase with PBKDF2, AES-256-GCM, and the file's path as additional data, so that no file opens in another's place.
(() => {
  const ROOT = new URL("..", document.currentScript.src);
  const text = new TextEncoder();
  const sealed = document.getElementById("ts-sealed");
  const { part, salt, iterations } = sealed.dataset;
  // The path as this page was opened, not as it calls itself. Some hosts leave out `index.html`, or `.html`.
  const path = decodeURIComponent(location.pathname.slice(ROOT.pathname.length))
    .replace(/(^|\/)$/, "$1index.html")
    .replace(/\/([^/.]+)$/, "/$1.html");
  const folder = path.replace(/\/[^/]*$/, "");
  // Of this build only: another has another salt. The key and not the passphrase, in this tab and until it is closed:
  // a database of the browser would outlive both the meeting and the reader, and a key in it opens just as much.
  const remembered = `teamspiegel.${ROOT.pathname}.${part}.${salt}`;

  const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

  // Before what is packed stands its length; behind it nothing, to fill it up.
  async function unpacked(filled) {
    const packed = filled.slice(4, 4 + new DataView(filled).getUint32(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  // Fails when the key is not the one, or when the content was made for another path, or changed.
  async function opened(key, at, base64) {
    const data = bytes(base64);
    const additionalData = text.encode(`teamspiegel:2:${at}`);
    const algorithm = { name: "AES-GCM", iv: data.subarray(0, 12), additionalData };
    return unpacked(await crypto.subtle.decrypt(algorithm, key, data.subarray(12)));
  }

  const imported = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);

  async function derived(passphrase) {
    const plain = passphrase.normalize("NFC").trim().split(/\s+/).join(" ");
    const base = await crypto.subtle.importKey("raw", text.encode(plain), "PBKDF2", false, ["deriveBits"]);
    const options = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: Number(iterations) };
    return new Uint8Array(await crypto.subtle.deriveBits(options, base, 256));
  }

  // What the other files of this part hold. They come as scripts: a page that was opened from a disk may load nothing else.
  const parcels = new Map();

  function parcel(key, name) {
    if (!parcels.has(name)) {
      const arrived = new Promise((loaded, failed) => {
        const script = document.createElement("script");
        script.onload = loaded;
        script.onerror = failed;
        script.src = new URL(`${folder}/${name}.js`, ROOT).href;
        document.head.append(script);
      });
      const content = arrived.then(() => opened(key, `${folder}/${name}.js`, window.teamspiegelSealed[name]));
      parcels.set(
        name,
        content.then((found) => JSON.parse(new TextDecoder().decode(found))),
      );
    }
    return parcels.get(name);
  }

  // The path of an address below the site's root.
  const below = (url) => decodeURIComponent(new URL(url).pathname.slice(ROOT.pathname.length));

  async function save(key, link) {
    const at = below(link.href);
    const { text: plain, base64 } = (await parcel(key, at.endsWith(".pdf") ? "papers" : "files"))[at];
    const url = URL.createObjectURL(new Blob([plain ?? bytes(base64)]));
    const hidden = document.createElement("a");
    hidden.href = url;
    hidden.download = at.replace(/.*\//, "");
    hidden.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  }

  // The page as it was before it was sealed, in this one's place; its content policy stays in force.
  function show(key, html) {
    window.teamspiegelLocked = {
      // What this part has for the search: search.js asks when somebody searches.
      entries: () => parcel(key, "search"),
      // A chart's specification, out of the script `teamspiegel.specs["name"]={…};` that an open site would load.
      spec: async (url) => {
        const { text: script } = (await parcel(key, "files"))[below(url)];
        return JSON.parse(script.slice(script.indexOf("]=") + 2, script.lastIndexOf(";")));
      },
    };
    document.open();
    document.write(html);
    document.close();
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[download]");
      if (link && new URL(link.href).origin === location.origin) {
        event.preventDefault();
        save(key, link);
      }
      if (event.target.closest(".ts-lock-again")) {
        sessionStorage.removeItem(remembered);
        location.reload();
      }
    });
    // Going back to a page that the browser kept as it was must not show what has been locked again.
    window.addEventListener("pageshow", (event) => {
      if (event.persisted && !sessionStorage.getItem(remembered)) location.reload();
    });
    window.addEventListener("load", () => {
      if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
    });
  }

  async function unlock(raw) {
    const key = await imported(raw);
    const html = new TextDecoder().decode(await opened(key, path, sealed.textContent.trim()));
    sessionStorage.setItem(remembered, btoa(String.fromCharCode(...raw)));
    show(key, html);
  }

  function ask() {
    const form = document.getElementById("ts-form");
    const field = document.getElementById("ts-passphrase");
    const said = document.getElementById("ts-said");
    const button = form.querySelector("button");
    const shown = document.getElementById("ts-show");
    form.hidden = false;
    if (!globalThis.crypto?.subtle || !globalThis.DecompressionStream) {
      said.textContent = globalThis.crypto?.subtle ? form.dataset.old : form.dataset.insecure;
      field.disabled = button.disabled = true;
      return;
    }
    field.focus();
    shown.addEventListener("change", () => (field.type = shown.checked ? "text" : "password"));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (button.disabled) return;
      button.disabled = true;
      said.textContent = form.dataset.busy;
      try {
        await unlock(await derived(field.value));
      } catch {
        said.textContent = form.dataset.wrong;
        button.disabled = false;
        field.select();
        field.focus();
      }
    });
  }

  // As the reader chose in the header of an open page, or as their computer is set.
  let dark = matchMedia("(prefers-color-scheme: dark)").matches;
  try {
    const chosen = JSON.parse(localStorage.getItem(`${ROOT.pathname}.__palette`));
    dark = chosen ? chosen.color.scheme === "slate" : dark;
  } catch {}
  document.documentElement.dataset.mdColorScheme = dark ? "slate" : "default";

  const key = sessionStorage.getItem(remembered);
  if (key) {
    unlock(bytes(key)).catch(() => {
      sessionStorage.removeItem(remembered);
      ask();
    });
  } else {
    ask();
  }
})();
