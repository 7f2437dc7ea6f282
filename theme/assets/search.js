// The search comes when somebody searches. Material's script starts its worker with every page, and hands it the whole index;
// here the worker waits until a reader goes to the search, and what it searches through (entries.js) comes then.
//
// Entries come as a script: a page that was opened from a disk may read no other file. There a browser starts no worker
// either, so the search runs in a frame of the page itself: the same script, handed the few functions that a worker has.
(() => {
  const ENTRIES = new URL("../search/entries.js", document.currentScript.src).href;
  const SETUP = 0;
  const Thread = window.Worker;
  const told = (data) => new MessageEvent("message", { data: structuredClone(data) });

  const load = (address, into = document) =>
    new Promise((loaded, failed) => {
      const element = into.createElement("script");
      element.onload = loaded;
      element.onerror = failed;
      element.src = address;
      into.head.append(element);
    });

  class Frame extends EventTarget {
    constructor(address) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.append(frame);
      const script = new URL(address, location);
      this.inside = frame.contentWindow;
      // In a worker a path is read from its own script, and scripts that it asks for have run before it goes on.
      this.inside.importScripts = async (...paths) => {
        for (const path of paths) await load(new URL(path, script), this.inside.document);
      };
      this.inside.postMessage = (data) => this.dispatchEvent(told(data));
      this.ready = load(script, this.inside.document);
    }

    postMessage(data) {
      this.ready.then(() => this.inside.dispatchEvent(told(data)));
    }
  }

  // A reader who goes to the search has its field in focus, by whatever way: the pointer, a key, or an address with ?q=.
  const wanted = new Promise((went) => {
    const here = (place) => place?.closest(".md-search") && went();
    document.addEventListener("focusin", (event) => here(event.target));
    document.addEventListener("DOMContentLoaded", () => here(document.activeElement));
  });

  // What a part of a locked site has of its own goes along with what is for everybody.
  async function whole(message) {
    if (message?.type !== SETUP) return message;
    const [own] = await Promise.all([window.teamspiegelLocked?.entries(), load(ENTRIES)]);
    return { ...message, data: { ...message.data, docs: [...window.teamspiegelEntries, ...(own ?? [])] } };
  }

  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      this.last = wanted.then(() => {
        this.inner = location.protocol === "file:" ? new Frame(address) : new Thread(address);
        this.inner.addEventListener("message", (event) => this.dispatchEvent(told(event.data)));
      });
    }

    // One message after the other, as they came.
    postMessage(message) {
      this.last = this.last.then(async () => this.inner.postMessage(await whole(message)));
    }
  };
})();
