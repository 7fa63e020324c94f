/*
 * Asks whoever comes, and lets a kiosk restart without the network: a service worker keeps what its
 * page needs.
 */
(() => {
  const { worker, keep } = document.currentScript.dataset;
  // Targeting is for the pages of a site: at a counter, everybody is asked.
  customElements.whenDefined("porte-voix").then(() => document.querySelector("porte-voix").open());
  const workers = navigator.serviceWorker; // browsers give none over plain HTTP
  if (!workers) return;
  workers.register(worker);
  // The survey is shown: all that it takes has been loaded, some of it before there was a worker.
  document.addEventListener("shown", async () => {
    const loaded = performance.getEntriesByType("resource");
    const found = loaded.filter(({ responseStatus = 200 }) => responseStatus === 200);
    const { active } = await workers.ready;
    active.postMessage([location.href, ...keep.split(" "), ...found.map(({ name }) => name)]);
  });
})();
