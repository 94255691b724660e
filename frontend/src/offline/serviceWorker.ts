/// <reference lib="webworker" />
import { PAGE_CACHE, type PageFiles, strategyFor } from './strategy';

declare const self: ServiceWorkerGlobalScope;
/** Replaced by build/offline.ts. */
declare const PAGE_FILES: PageFiles;

/** The Static Routing API, which Chromium has. */
interface RoutableInstallEvent extends ExtendableEvent {
  addRoutes?(route: { readonly condition: { readonly requestMethod: string }; readonly source: 'network' }): void;
}

/** Keeps the page, so that it starts without a network. The page keeps the model itself. */
const { version, paths } = PAGE_FILES;
const pageCache = `${PAGE_CACHE}${version}`;
const CARD_CACHE = 'cirrus-card';

self.addEventListener('install', (event) => {
  // Predictions then do not wait until the browser has started this worker.
  (event as RoutableInstallEvent).addRoutes?.({ condition: { requestMethod: 'POST' }, source: 'network' });
  event.waitUntil(caches.open(pageCache).then((cache) => cache.addAll([...paths])));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(removeOtherVersions().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const strategy = strategyFor(request, self.location.origin, paths);
  if (strategy === 'page') event.respondWith(fetch(request).catch(() => kept('/')));
  else if (strategy === 'asset') {
    event.respondWith(caches.match(request.url).then((response) => response ?? fetch(request)));
  } else if (strategy === 'card') event.respondWith(cardOf(request));
});

/** The card of the serving model; without a network, the last one. */
async function cardOf(request: Request): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(request);
  } catch {
    return kept(request.url);
  }
  // If the browser's storage is full, there is no card without a network.
  if (response.ok) await keepCard(request.url, response.clone()).catch(() => undefined);
  return response;
}

async function keepCard(url: string, response: Response): Promise<void> {
  await (await caches.open(CARD_CACHE)).put(url, response);
}

async function kept(url: string): Promise<Response> {
  return (await caches.match(url)) ?? Response.error();
}

async function removeOtherVersions(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(PAGE_CACHE) && name !== pageCache) await caches.delete(name);
  }
}
