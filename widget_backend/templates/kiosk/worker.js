/*
 * Answers for the backend when the network does not: the kiosk's page, script, style and form.
 * What people answer is never kept here: it waits in the widget's outbox.
 */
const PREFIX = "porte-voix kiosk ";
const CACHE = PREFIX + new URL(location.href).searchParams.get("release");
const PATIENCE_MILLISECONDS = 6000; // a network that takes longer counts as absent
const ABSENCE_MILLISECONDS = 30_000; // for so long nothing waits for it again
const KEPT = /^\/(?:k\/[^/]+(?:\/manifest\.json)?|k\/page\.js|w\/.+|v1\/s\/[^/]+\/form)$/;
const FOR_EVER = /^\/w\/[^/]+\/[^/]+$/; // the version is in the address

const isKept = (address) => {
  const { origin, pathname } = new URL(address, location.href);
  return origin === location.origin && KEPT.test(pathname);
};

const copyOf = (request) => caches.match(request, { ignoreVary: true });

/** What the network says now, whatever the browser remembers; a good answer is kept. */
const ask = async (request) => {
  const answer = await fetch(request, request.mode === "navigate" ? undefined : { cache: "no-cache" });
  const isGood = answer.status === 200;
  if (isGood) await (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
};

let absentUntil = 0;

/** The network's answer; undefined when there is none in time, or none of any use. */
const inTime = async (network) => {
  const milliseconds = Date.now() < absentUntil ? 0 : PATIENCE_MILLISECONDS;
  const late = new Promise((done) => setTimeout(done, milliseconds));
  const answer = await Promise.race([network, late]).catch(() => undefined);
  const isUseful = answer && answer.status !== 429 && answer.status < 500;
  if (!isUseful) absentUntil = Date.now() + ABSENCE_MILLISECONDS;
  return isUseful ? answer : undefined;
};

const answerTo = async (event) => {
  const { request } = event;
  const copy = await copyOf(request);
  if (copy && FOR_EVER.test(new URL(request.url).pathname)) return copy;
  const network = ask(request);
  if (!copy) return network;
  event.waitUntil(network.catch(() => undefined)); // a late answer is kept for the next time
  return (await inTime(network)) ?? copy;
};

/** Keeps what the page on the screen is made of, then lets go of what an earlier release was. */
const keep = async (addresses) => {
  const cache = await caches.open(CACHE);
  for (const address of new Set(addresses.filter(isKept)))
    if (!(await cache.match(address, { ignoreVary: true }))) await cache.add(address);
  for (const name of await caches.keys())
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
};

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (event) => event.waitUntil(keep(event.data)));
addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && isKept(event.request.url))
    event.respondWith(answerTo(event));
});
