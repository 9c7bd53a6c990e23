/**
 * Pages behind links that come into sight are fetched ahead when the browser has nothing else to do. At once, the dozens
 * of a lesson's links would hold up the page that is being opened. Docusaurus calls this for each page, before links look
 * whether they are in sight.
 */
export function onRouteDidUpdate(): void {
  const { docusaurus } = window;
  if (isWrapped || !('requestIdleCallback' in window)) return;

  isWrapped = true;
  window.docusaurus = {
    ...docusaurus,
    prefetch(path) {
      requestIdleCallback(() => docusaurus.prefetch(path));
      return false;
    },
  };
}

let isWrapped = false;
