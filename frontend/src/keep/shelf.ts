/** What a browser's storage offers, so that tests can stand in with a plain map. */
export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/**
 * What the browser keeps for this page; where it may keep nothing, what lasts until the page is
 * closed.
 */
export function shelfOf(browser: () => Shelf): Shelf {
  try {
    return browser();
  } catch {
    const kept = new Map<string, string>();
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => kept.set(key, value),
    };
  }
}

/**
 * One named value on the shelf; what is missing, broken or of another shape reads as `missing`, and
 * what the shelf does not take lasts until the page is closed.
 */
export class Kept<T> {
  readonly #shelf: Shelf;
  readonly #key: string;
  readonly #missing: T;
  readonly #fits: (value: unknown) => value is T;
  #beside: { readonly value: T } | null = null;

  constructor(shelf: Shelf, key: string, missing: T, fits: (value: unknown) => value is T) {
    this.#shelf = shelf;
    this.#key = `cirrus.${key}`;
    this.#missing = missing;
    this.#fits = fits;
  }

  get(): T {
    if (this.#beside !== null) return this.#beside.value;
    try {
      const text = this.#shelf.getItem(this.#key);
      if (text === null) return this.#missing;
      const value: unknown = JSON.parse(text);
      return this.#fits(value) ? value : this.#missing;
    } catch {
      return this.#missing; // Storage that is forbidden or holds something else is like none.
    }
  }

  /** False where the browser keeps nothing: it is full, or forbids it. */
  set(value: T): boolean {
    try {
      this.#shelf.setItem(this.#key, JSON.stringify(value));
      this.#beside = null;
      return true;
    } catch {
      this.#beside = { value };
      return false;
    }
  }
}
