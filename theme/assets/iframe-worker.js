// Search in a page that was opened from a disk. There a browser starts no worker, so Material's search runs in a frame of
// the page itself: the same script, handed the few functions that a worker has. Behind a web server this does nothing.
//
// There is a package for this, but it writes a script into its frame that the site's content policy rightly forbids.
// Material's offline plugin knows a stand-in by this file's name; without one it would load that package from elsewhere.
if (location.protocol === "file:") {
  const told = (data) => new MessageEvent("message", { data: structuredClone(data) });

  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.append(frame);
      const script = new URL(address, location);
      this.inside = frame.contentWindow;
      // In a worker a path is read from its own script, and scripts that it asks for have run before it goes on.
      const load = (path) =>
        new Promise((loaded, failed) => {
          const element = this.inside.document.createElement("script");
          element.onload = loaded;
          element.onerror = failed;
          element.src = new URL(path, script);
          this.inside.document.head.append(element);
        });
      this.inside.importScripts = async (...paths) => {
        for (const path of paths) await load(path);
      };
      this.inside.postMessage = (data) => this.dispatchEvent(told(data));
      this.ready = load(script);
    }

    postMessage(data) {
      this.ready.then(() => this.inside.dispatchEvent(told(data)));
    }
  };
}
