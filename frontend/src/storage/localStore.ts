import type { Schema } from './schema';

/** The part of `Storage` that the page uses, so that a test can pass a map. */
export interface KeyValueStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** The browser's storage or, where access is denied, a map that lasts until the page is closed. */
export function openStore(browserStore: () => KeyValueStore): KeyValueStore {
  try {
    return browserStore();
  } catch {
    const values = new Map<string, string>();
    return {
      getItem: (key) => values.get(key) ?? null,
      setItem: (key, value) => values.set(key, value),
      removeItem: (key) => values.delete(key),
    };
  }
}

/**
 * One named value in a store. A value that is missing, malformed or of another shape reads as the
 * default; one that the store rejects is kept in memory until the page is closed.
 */
export class StoredValue<T> {
  readonly #store: KeyValueStore;
  readonly #key: string;
  readonly #default: T;
  readonly #schema: Schema<T>;
  #unsaved: { readonly value: T } | null = null;

  constructor(store: KeyValueStore, key: string, defaultValue: T, schema: Schema<T>) {
    this.#store = store;
    this.#key = `cirrus.${key}`;
    this.#default = defaultValue;
    this.#schema = schema;
  }

  get(): T {
    if (this.#unsaved !== null) return this.#unsaved.value;
    try {
      const text = this.#store.getItem(this.#key);
      if (text === null) return this.#default;
      const value: unknown = JSON.parse(text);
      return this.#schema(value) ? value : this.#default;
    } catch {
      return this.#default; // Malformed JSON, or access to the storage was denied.
    }
  }

  /** Returns false when the browser did not store the value: it is full, or access is denied. */
  set(value: T): boolean {
    try {
      this.#store.setItem(this.#key, JSON.stringify(value));
      this.#unsaved = null;
      return true;
    } catch {
      this.#unsaved = { value };
      return false;
    }
  }
}

/** Removes what earlier versions stored under names that are no longer used. */
export function removeObsolete(store: KeyValueStore): void {
  for (const key of ['sheets', 'readings', 'errands', 'lesson']) {
    try {
      store.removeItem(`cirrus.${key}`);
    } catch {
      return; // Access to the storage was denied: there is nothing to remove.
    }
  }
}
