/**
 * Builds dist/ from src/ and css/: the same bytes from the same sources, anywhere.
 * Usage: node build.mjs [directory to write to]
 */

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import * as esbuild from "esbuild";
import { minify } from "terser";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const OUT = process.argv[2] ?? join(HERE, "dist");
const { version } = JSON.parse(readFileSync(join(HERE, "package.json"), "utf8"));

const COMMON = {
  absWorkingDir: HERE,
  bundle: true,
  minify: true,
  write: false,
  charset: "utf8",
  legalComments: "none",
  target: "es2022",
  tsconfigRaw: {},
  logLevel: "warning",
};

/** A style sheet inside a script: minified, its imports resolved; the small widget has its own. */
const styleAsText = (isFull) => ({
  name: "style-as-text",
  setup(build) {
    if (!isFull)
      build.onResolve({ filter: /widget\.css$/ }, () => ({ path: join(HERE, "css/lite.css") }));
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => ({
      contents: await bundleStyle(path),
      loader: "text",
    }));
  },
});

async function bundleStyle(path) {
  const { outputFiles } = await esbuild.build({ ...COMMON, target: "esnext", entryPoints: [path] });
  return outputFiles[0].text.trim().replace(/(--[a-z]+): |, /g, (_, name) => (name ? `${name}:` : ","));
}

/** Names that begin with `$` are short, and the same in every file of one build. */
async function bundleScript(path, format, mangleCache, isFull = true) {
  const result = await esbuild.build({
    ...COMMON,
    define: { FULL: `${isFull}` },
    entryPoints: [path],
    format,
    mangleProps: /^\$/,
    mangleCache,
    plugins: [styleAsText(isFull)],
  });
  Object.assign(mangleCache, result.mangleCache);
  return await minifyAgain(result.outputFiles[0].text, format == "esm");
}

/** Once bundled, what stood in separate modules is shortened together. */
async function minifyAgain(code, module) {
  const compress = { passes: 4, ecma: 2022, unsafe: true, unsafe_arrows: true, pure_getters: true };
  const options = { module, toplevel: true, compress, format: { comments: false, ecma: 2022 } };
  return /** @type {string} */ ((await minify(code, options)).code);
}

const names = {};
const header = `/*! porte-voix ${version} */\n`;
const files = {
  "porte-voix.js": header + (await bundleScript("src/porte-voix.js", "iife", names)),
  "porte-voix-lite.js": header + (await bundleScript("src/porte-voix.js", "iife", names, false)),
  "porte-voix-assist.js": await bundleScript("src/assist.js", "esm", names),
  "porte-voix-pdf.js": await bundleScript("src/pdf.js", "esm", names),
  "porte-voix-hint.js": await bundleScript("src/hint.js", "esm", names),
  "porte-voix-document.js": await bundleScript("src/document.js", "esm", names),
  "porte-voix-preview.js": await bundleScript("src/preview.js", "esm", names),
  "porte-voix-form.js": await bundleScript("src/hosted.js", "iife", names),
  "page.css": await bundleStyle(join(HERE, "css/page.css")),
};

mkdirSync(OUT, { recursive: true });
const integrity = {};
for (const [name, text] of Object.entries(files)) {
  const content = text + "\n";
  writeFileSync(join(OUT, name), content);
  integrity[name] = "sha384-" + createHash("sha384").update(content).digest("base64");
}
writeFileSync(join(OUT, "integrity.json"), JSON.stringify(integrity, null, 2) + "\n");
