/** The page's files, with a version that changes with their contents. */
export interface PageFiles {
  readonly version: string;
  readonly paths: readonly string[];
}

/** The start of the names of caches that contain a version of the page. */
export const PAGE_CACHE = 'cirrus-page-';

/**
 * How a request is answered: the page from the network and, without one, from the cache; its assets
 * from the cache; the model's card like the page; everything else, such as predictions, by the network.
 */
export type Strategy = 'page' | 'asset' | 'card' | 'network';

export function strategyFor(
  { method, url, mode }: Pick<Request, 'method' | 'url' | 'mode'>,
  origin: string,
  paths: readonly string[],
): Strategy {
  const address = new URL(url);
  if (method !== 'GET' || address.origin !== origin) return 'network';
  if (mode === 'navigate') return address.pathname === '/' ? 'page' : 'network';
  if (address.pathname === '/model') return 'card';
  return paths.includes(address.pathname) ? 'asset' : 'network';
}
