const STORE = 'pictures';

/** Uploaded pictures in IndexedDB, which holds what is too large for the browser's small storage. */
export class PictureShelf {
  #database: Promise<IDBDatabase> | null = null;

  async put(key: string, picture: Blob): Promise<void> {
    const store = await this.#store('readwrite');
    await settled(store.put(picture, key));
  }

  async get(key: string): Promise<Blob | null> {
    const store = await this.#store('readonly');
    const found: unknown = await settled(store.get(key));
    return found instanceof Blob ? found : null;
  }

  /** Forgets all pictures but these. */
  async keepOnly(keys: ReadonlySet<string>): Promise<void> {
    const store = await this.#store('readwrite');
    for (const key of await settled(store.getAllKeys())) {
      if (!keys.has(String(key))) store.delete(key);
    }
  }

  async #store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    this.#database ??= open();
    return (await this.#database).transaction(STORE, mode).objectStore(STORE);
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('cirrus', 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settled(request);
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser’s storage failed.'));
  });
}
