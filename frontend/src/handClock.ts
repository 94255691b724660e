/** A clock for tests, wound by hand. */
export class HandClock {
  #now = 0;
  #timers: { at: number; then: () => void }[] = [];

  readonly after = (ms: number, then: () => void): (() => void) => {
    const timer = { at: this.#now + ms, then };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  };

  /** Lets time pass, and everything that follows from it settle. */
  async pass(ms: number): Promise<void> {
    await settle();
    const until = this.#now + ms;
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#now = next.at;
      this.#timers = this.#timers.filter((other) => other !== next);
      next.then();
      await settle();
    }
    this.#now = until;
    await settle();
  }
}

/** Lets promises that are ready run their course. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}
