// Predicting before a team sees its results: a dot on a quadrant, on each reader's own screen and on the big one, and a code
// that brings the first to the second without a server.
(() => {
  const { place, deck, KEPT, find, list, made, read, keep, change, removal, shows, sections, quoted, clean, entry } = window.teamspiegel.room;
  const room = window.teamspiegel.room;

  // ----- predicting: a quadrant on which dots can be put

  const STEP = 10; // a tenth of a point is as fine as a place is told

  function quadrant(plane) {
    const axis = (which) => {
      const own = (name) => plane.dataset[`${which}${name}`];
      return { id: plane.dataset[which], name: own("Name"), min: Number(own("Min")), max: Number(own("Max")), bridge: Number(own("Bridge")) };
    };
    const axes = { x: axis("x"), y: axis("y") };
    const cultures = [...plane.querySelectorAll(".ts-plane__culture")].map(({ textContent, dataset }) => ({ id: dataset.id, name: textContent }));
    const dutch = (value) => value.toLocaleString("nl-NL", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const share = ({ min, max }, value) => `${((value - min) / (max - min)) * 100}%`;
    const onScale = ({ min, max }, value) => Math.min(max, Math.max(min, Math.round(value * STEP) / STEP));

    for (const [which, edge] of [["x", "left"], ["y", "bottom"]]) {
      const line = made("i", `ts-plane__bridge ts-plane__bridge--${which}`);
      line.style[edge] = share(axes[which], axes[which].bridge);
      plane.append(line, made("span", `ts-plane__name ts-plane__name--${which}`, axes[which].name));
      for (let value = Math.ceil(axes[which].min); value <= axes[which].max; value += 1) {
        const tick = made("span", `ts-plane__tick ts-plane__tick--${which}`, value);
        tick.style[edge] = share(axes[which], value);
        plane.append(tick);
      }
    }

    function put(dot, { x, y }) {
      dot.style.left = share(axes.x, x);
      dot.style.bottom = share(axes.y, y);
      dot.classList.toggle("ts-plane__dot--left", x > axes.x.max - (axes.x.max - axes.x.min) / 4); // no room on its right
    }

    // A dot that is dragged, or moved with the arrows by a tenth of a point.
    function dotOf(group, moved) {
      const dot = made("button", "ts-plane__dot", group.name);
      const show = () => {
        put(dot, group);
        dot.setAttribute("aria-label", `${group.name}: ${axes.y.name} ${dutch(group.y)}, ${axes.x.name} ${dutch(group.x)}`);
      };
      const move = (x, y) => {
        Object.assign(group, { x: onScale(axes.x, x), y: onScale(axes.y, y) });
        show();
        moved();
      };
      dot.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        dot.focus();
        dot.setPointerCapture(event.pointerId);
      });
      dot.addEventListener("pointermove", (event) => {
        if (!dot.hasPointerCapture(event.pointerId)) return;
        const { left, bottom, width, height } = plane.getBoundingClientRect();
        const at = ({ min, max }, part) => min + part * (max - min);
        move(at(axes.x, (event.clientX - left) / width), at(axes.y, (bottom - event.clientY) / height));
      });
      dot.addEventListener("keydown", (event) => {
        const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] }[event.key];
        if (!way) return;
        event.preventDefault();
        move(group.x + way[0] / STEP, group.y + way[1] / STEP);
      });
      show();
      plane.append(dot);
      return dot;
    }

    return { axes, cultures, put, dotOf };
  }

  // ----- a place and a culture as a code that can be read out: a number in digits that look and sound like no other, and a
  // digit that tells a wrong or a swapped one. 31 is prime, so no such mistake goes unseen; another meeting's code seldom does.

  const DIGITS = "23456789ABCDEFGHJKLMNPQRSTVWXYZ";
  const BASE = DIGITS.length;
  const OWN = [...deck.dataset.kept].reduce((sum, letter) => (sum * 7 + letter.codePointAt(0)) % BASE, 0);
  const places = ({ min, max }) => Math.round((max - min) * STEP) + 1;
  const check = (digits) => digits.reduce((sum, digit, index) => sum + (index + 2) * digit, OWN) % BASE;

  // How many digits any place on these axes needs.
  const size = ({ axes, cultures }) => places(axes.x) * places(axes.y) * (cultures.length + 1);
  const length = (plane) => Math.ceil(Math.log(size(plane)) / Math.log(BASE));

  function coded(plane, { x, y, culture }) {
    const { axes, cultures } = plane;
    const on = ({ min }, value) => Math.round((value - min) * STEP);
    let rest = (on(axes.x, x) * places(axes.y) + on(axes.y, y)) * (cultures.length + 1) + cultures.findIndex(({ id }) => id === culture) + 1;
    const digits = Array.from({ length: length(plane) }, () => {
      const digit = rest % BASE;
      rest = Math.floor(rest / BASE);
      return digit;
    });
    return [...digits, check(digits)].map((digit) => DIGITS[digit]).join("");
  }

  // The place and the culture, or nothing when the code is none.
  function decoded(plane, code) {
    const { axes, cultures } = plane;
    const digits = [...code.toUpperCase().replace(/[\s-]/g, "")].map((letter) => DIGITS.indexOf(letter));
    const last = digits.pop();
    if (digits.length !== length(plane) || digits.includes(-1) || check(digits) !== last) return null;
    const value = digits.reduceRight((sum, digit) => sum * BASE + digit, 0);
    if (value >= size(plane)) return null;
    const [at, culture] = [Math.floor(value / (cultures.length + 1)), value % (cultures.length + 1)];
    const on = ({ min }, steps) => min + steps / STEP;
    return {
      x: on(axes.x, Math.floor(at / places(axes.y))),
      y: on(axes.y, at % places(axes.y)),
      culture: cultures[culture - 1]?.id ?? "",
    };
  }

  // ----- each reader's own prediction, before the meeting

  const foresee = place.querySelector(".ts-foresee");
  const PLACE = "#voorspel";

  function foreseen() {
    const OWNED = `${KEPT}.own`;
    const plane = quadrant(foresee.querySelector(".ts-plane"));
    const { axes } = plane;
    const [culture, why] = foresee.querySelectorAll("select, textarea");
    const own = { name: "Wij", x: axes.x.bridge, y: axes.y.bridge, culture: "", why: "", ...read(OWNED) };
    const moved = () => {
      foresee.querySelector(".ts-foresee__code").textContent = coded(plane, own);
      keep(OWNED, own);
    };
    for (const field of [culture, why]) {
      field.value = own[field.name];
      field.addEventListener("input", () => {
        own[field.name] = field.value;
        moved();
      });
    }
    plane.dotOf(own, moved);
    foresee.querySelector(".ts-foresee__code").textContent = coded(plane, own);
    foresee.hidden = false;
    const asked = () => location.hash === PLACE && (foresee.open = true);
    asked();
    addEventListener("hashchange", asked);
  }

  // The way there for a telephone, where a telephone can come: not to a page on this computer itself.
  async function showWay() {
    const way = find(".ts-way");
    const { protocol, hostname, origin, pathname } = location;
    if (!way || !protocol.startsWith("http") || ["localhost", "127.0.0.1", "[::1]"].includes(hostname)) return;
    await window.teamspiegel.load(way.dataset.maker);
    const address = `${origin}${pathname}${PLACE}`;
    const code = window.qrcode(0, "M");
    code.addData(address);
    code.make();
    const { cells, side } = { cells: code.getModuleCount(), side: code.getModuleCount() + 8 };
    const drawn = new DOMParser().parseFromString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${side} ${side}" role="img" shape-rendering="crispEdges"><rect x="-4" y="-4" width="${side}" height="${side}" fill="white"/><path fill="black"/></svg>`, "image/svg+xml").documentElement;
    let path = "";
    for (let row = 0; row < cells; row += 1) for (let column = 0; column < cells; column += 1) if (code.isDark(row, column)) path += `M${column} ${row}h1v1h-1z`;
    drawn.querySelector("path").setAttribute("d", path);
    drawn.setAttribute("aria-label", way.dataset.label);
    way.querySelector(".ts-way__code").replaceChildren(drawn);
    way.querySelector(".ts-way__address").textContent = address.replace(/^https?:\/\//, "").replace(PLACE, "");
    way.hidden = false;
  }

  // ----- the groups in the room, each with a dot

  const ground = find(".ts-plane");
  const plane = ground && quadrant(ground);

  // Where groups placed the team by what stands in the file of the meeting.
  const before = [...deck.querySelectorAll(".ts-plane__dot--told")].map((dot) => {
    const { x, y, why, culture, cultureWhy } = dot.dataset;
    return { dot, name: dot.textContent, why, culture, cultureWhy, x: Number(x), y: Number(y) };
  });

  function showBefore() {
    for (const group of before) plane.put(group.dot, group);
    find(".ts-add-group").addEventListener("submit", (event) => {
      event.preventDefault();
      const { group, code } = event.target.elements;
      const found = code.value.trim() ? decoded(plane, code.value) : { x: plane.axes.x.bridge, y: plane.axes.y.bridge, culture: "" };
      find(".ts-add-group__wrong").textContent = found ? "" : code.dataset.wrong;
      if (!found) return code.select();
      const name = group.value.trim() || `Groep ${before.length + room.kept.groups.length + 1}`;
      event.target.reset();
      change(() => room.kept.groups.push({ name, why: "", ...found }));
      ground.querySelector("button:last-of-type").focus();
    });
  }

  function showGroups() {
    const focused = [...ground.querySelectorAll("button")].indexOf(document.activeElement);
    for (const dot of ground.querySelectorAll("button")) dot.remove();
    list(
      find(".ts-groups"),
      "ul",
      room.kept.groups.map((group) => {
        const line = made("li", "");
        line.append(made("b", "", group.name), whyOf(group), cultureOf(group), removal(group.name, () => room.kept.groups.splice(room.kept.groups.indexOf(group), 1)));
        plane.dotOf(group, typed);
        return line;
      }),
    );
    ground.querySelectorAll("button")[focused]?.focus();
  }

  // What changes where it is typed already is not shown anew.
  function typed() {
    keep();
    room.showTaken();
  }

  function whyOf(group) {
    const why = made("input", "");
    why.value = group.why;
    why.placeholder = "omdat …";
    why.setAttribute("aria-label", `Waarom ${group.name} dat denkt`);
    why.addEventListener("input", () => {
      group.why = why.value;
      typed();
    });
    return why;
  }

  function cultureOf(group) {
    const culture = made("select", "");
    culture.append(new Option("welke cultuur?", ""), ...plane.cultures.map(({ id, name }) => new Option(name, id)));
    culture.value = group.culture ?? "";
    culture.setAttribute("aria-label", `Welke cultuur ${group.name} herkent`);
    culture.addEventListener("change", () => {
      group.culture = culture.value;
      typed();
    });
    return culture;
  }

  // What stands in the file already comes along: these lines take its place.
  sections.predictions = () => {
    if (!room.kept.groups.length) return [];
    const why = (group) => clean(group.why) || deck.dataset.why;
    return entry("predictions", [...before, ...room.kept.groups].map((group) => [
      `  - group: ${quoted(group.name)}`,
      `    why: ${quoted(why(group))}`,
      `    position: {${plane.axes.x.id}: ${group.x}, ${plane.axes.y.id}: ${group.y}}`,
      ...(group.culture ? ["    culture:", `      id: ${group.culture}`, `      why: ${quoted(group.cultureWhy || why(group))}`] : []),
    ]));
  };

  if (foresee) foreseen();
  if (plane) {
    showBefore();
    showWay();
    shows.push(showGroups);
  }
})();
