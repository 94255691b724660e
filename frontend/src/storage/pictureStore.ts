const STORE = 'pictures';

/** Uploaded pictures in IndexedDB, because they are too large for `localStorage`. */
export class PictureStore {
  #database: Promise<IDBDatabase> | null = null;

  async put(key: string, picture: Blob): Promise<void> {
    const store = await this.#open('readwrite');
    await completed(store.put(picture, key));
  }

  async get(key: string): Promise<Blob | null> {
    const store = await this.#open('readonly');
    const found: unknown = await completed(store.get(key));
    return found instanceof Blob ? found : null;
  }

  /** Deletes all pictures except these. */
  async retainOnly(keys: ReadonlySet<string>): Promise<void> {
    const store = await this.#open('readwrite');
    for (const key of await completed(store.getAllKeys())) {
      if (!keys.has(String(key))) store.delete(key);
    }
  }

  async #open(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    this.#database ??= openDatabase();
    return (await this.#database).transaction(STORE, mode).objectStore(STORE);
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open('cirrus', 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return completed(request);
}

function completed<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB request failed'));
  });
}
