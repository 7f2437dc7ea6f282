// The half day in Firefox, from a disk and with keys alone: every screen of a meeting, what is typed and kept over a reload,
// the lines that come out, and notes in a second window. usage: node half-day.mjs FIREFOX PAGE
import assert from "node:assert/strict";
import puppeteer from "puppeteer-core";

const [executablePath, address] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
const complaints = [];

async function open(query) {
  const page = await browser.newPage();
  page.on("pageerror", ({ message }) => complaints.push(message));
  await page.setViewport({ width: 1920, height: 1080 });
  await page.goto(address + query);
  return page;
}

const deck = (page) => page.waitForSelector(".ts-deck[open]");
const shown = (page) =>
  page.evaluate(() => {
    document.activeElement.blur();
    const stage = document.querySelector(".ts-deck__stage");
    const { screen } = [...document.querySelectorAll(".ts-slide")].find(({ hidden }) => !hidden).dataset;
    return { screen, over: [stage.scrollWidth - stage.clientWidth, stage.scrollHeight - stage.clientHeight] };
  });

async function goTo(page, wanted) {
  for (let step = 0; (await shown(page)).screen !== wanted; step += 1) {
    assert.ok(step < 40, `no screen '${wanted}'`);
    await page.keyboard.press("ArrowDown");
  }
}

async function until(page, selector, words) {
  await page.waitForFunction((where, wanted) => document.querySelector(where)?.textContent === wanted, {}, selector, words);
}

try {
  const page = await open("?presenteren");
  await deck(page);
  const screens = [];
  for (;;) {
    const { screen, over } = await shown(page);
    assert.deepEqual(over, [0, 0], screen);
    screens.push(screen);
    if (screen === "afsluiten") break;
    await page.keyboard.press("ArrowDown");
  }
  assert.deepEqual([...new Set(screens)], ["welkom", "ophalen", "voorspellen", "uitkomsten", "stip", "kijken", "leervraag", "kiezen", "acties", "afsluiten"]);

  await page.keyboard.press("Home");
  await goTo(page, "kijken");
  await page.focus("[data-field=see]");
  await page.keyboard.type("Gezag is hoog");
  await goTo(page, "acties");
  await page.focus("[data-field=what1]");
  await page.keyboard.type("Elke les een moment van uitleg");
  await goTo(page, "afsluiten");
  await page.reload();
  await deck(page);
  assert.equal((await shown(page)).screen, "afsluiten");
  const lines = await page.$eval(".ts-yaml", ({ value }) => value);
  assert.match(lines, /^observations:\n {2}- "Gezag is hoog"$/m);
  assert.match(lines, /^actions:\n {2}- what: "Elke les een moment van uitleg"$/m);

  const notes = await open("?notities");
  await until(notes, ".ts-notes__title", "Dit nemen we mee");
  await notes.click(".ts-notes__back");
  await until(notes, ".ts-notes__title", "Wat spreken we af?");
  assert.equal((await shown(page)).screen, "acties");
  assert.deepEqual(complaints, []);
  console.log(`Firefox: ${screens.length} screens, what was typed came back and out, notes followed.`);
} finally {
  await browser.close();
}
