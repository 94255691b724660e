import { currentLanguage, decimal } from '../texts/translation';

/** The element of index.html with this id. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`index.html has no #${id}`);
  return element as T;
}

type Child = Node | string;

/** Creates an element. Strings become text nodes, so no user input is interpreted as markup. */
export function createElement<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function icon(name: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

/** Replaces the children of an element unless they are the same, so that its layout is not computed again. */
export function replaceChildren(element: HTMLElement, ...children: readonly Child[]): void {
  const next = document.createElement('div');
  next.append(...children);
  const isSame =
    element.childNodes.length === next.childNodes.length &&
    [...next.childNodes].every((child, i) => child.isEqualNode(element.childNodes[i] ?? null));
  if (!isSame) element.replaceChildren(...next.childNodes);
}

/**
 * Updates the children of a list in place: keeps those whose key remains, so that they keep focus and
 * scroll positions, and creates and removes the others.
 */
export function updateList<T>(
  list: HTMLElement,
  items: readonly T[],
  keyOf: (item: T, index: number) => string,
  create: (item: T) => HTMLElement,
  update: (element: HTMLElement, item: T, index: number) => void,
): void {
  const existing = new Map(
    [...list.children].map((child) => [(child as HTMLElement).dataset['key'], child as HTMLElement]),
  );
  const elements = items.map((item, index) => {
    const key = keyOf(item, index);
    const element = existing.get(key) ?? create(item);
    existing.delete(key);
    element.dataset['key'] = key;
    update(element, item, index);
    return element;
  });
  for (const removed of existing.values()) removed.remove();
  elements.forEach((element, index) => {
    const present = list.children[index];
    if (present !== element) list.insertBefore(element, present ?? null);
  });
}

/** Paints the 28 × 28 pixels that the network gets: bright ink on black. */
export function paintPixels(canvas: HTMLCanvasElement, pixels: Uint8Array): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  if (canvas.width !== 28) canvas.width = 28;
  if (canvas.height !== 28) canvas.height = 28;
  const image = context.createImageData(28, 28);
  pixels.forEach((value, i) => {
    image.data.fill(value, i * 4, i * 4 + 3);
    image.data[i * 4 + 3] = 255;
  });
  context.putImageData(image, 0, 0);
}

/** Lets the browser save a file. */
export function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  createElement('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function after(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
}

export function percent(share: number): string {
  if (share > 0.999) return `> ${decimal(99.9, 1)} %`;
  if (share > 0.99) return `${decimal(share * 100, 1)} %`;
  return `${Math.round(share * 100)} %`;
}

/** A time in the page's language, and in the form of the user's region if that has the same language. */
export function timeElement(time: string): HTMLTimeElement {
  const text = dateFormat({ dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time));
  return createElement('time', { datetime: time }, text);
}

/** A day, such as 2026-11-28, in the same form as a time. */
export function dayText(day: string): string {
  return dateFormat({ dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day));
}

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const language = currentLanguage();
  const locale = navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
  return new Intl.DateTimeFormat(locale, options);
}
