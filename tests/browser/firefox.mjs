/**
 * One Firefox for all cases: reads `{"walk", "address", ...}` a line, walks, answers a line of JSON.
 * Usage: node firefox.mjs /usr/bin/firefox-esr
 */

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

import * as walks from "./firefox_walks.mjs";
import { Visitor, watch } from "./firefox_visitor.mjs";

const MILLISECONDS = 30_000; // for a busy machine
const require = createRequire(new URL("../../widget_static/package.json", import.meta.url));
const { default: puppeteer } = await import(pathToFileURL(require.resolve("puppeteer-core")).href);

const firefox = await puppeteer.launch({
  browser: "firefox",
  executablePath: process.argv[2],
  headless: true,
  extraPrefsFirefox: {
    "intl.accept_languages": "fr",
    "browser.chrome.site_icons": false, // the browser's own wish, which the policy would refuse
    "network.captive-portal-service.enabled": false,
  },
});

/** Every walk begins in a context of its own: no cookie, no storage, no cache of another. */
const walk = async ({ walk: name, address, ...more }) => {
  const context = await firefox.createBrowserContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(MILLISECONDS);
    await page.setViewport({ width: 1280, height: 900 });
    await page.evaluateOnNewDocument(watch);
    const visitor = new Visitor(page, address);
    const seen = await walks[name](visitor, more);
    return { ...seen, ...(await visitor.noted()) };
  } catch (error) {
    return { failed: String(error.stack) };
  } finally {
    await context.close();
  }
};

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(await walk(JSON.parse(line))) + "\n");
}
await firefox.close();
