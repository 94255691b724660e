import type { Prediction } from '../api/client';
import type { FoundDigit } from '../reading/liveReader';
import type { DeviceModel } from './modelLoader';

const DIGITS = 10;

/** The digits that both the device and the service read, and how many of them differently. */
export interface Agreement {
  readonly compared: number;
  readonly differed: number;
}

export interface DeviceReaderPorts {
  /** Loads the serving model. Rejects if it can't run here. */
  load(): Promise<DeviceModel>;
  /** A model was loaded, or turned out not to be available, or readings were compared. */
  changed(): void;
}

/** Reads digits with the network on this device. */
export class DeviceReader {
  readonly #ports: DeviceReaderPorts;
  #model: DeviceModel | null = null;
  #loading: Promise<void> | null = null;
  /** That of the latest reading of each drawing. */
  readonly #agreements = new Map<string, Agreement>();

  constructor(ports: DeviceReaderPorts) {
    this.#ports = ports;
  }

  get model(): DeviceModel | null {
    return this.#model;
  }

  /** The counts since the page was opened. */
  get agreement(): Agreement {
    let compared = 0;
    let differed = 0;
    for (const agreement of this.#agreements.values()) {
      compared += agreement.compared;
      differed += agreement.differed;
    }
    return { compared, differed };
  }

  /** Loads the model unless it is loaded. */
  load(): Promise<void> {
    if (this.#model !== null) return Promise.resolve();
    return (this.#loading ??= this.#load());
  }

  /** The serving model if it has this version, loaded if necessary; null if it does not run here. */
  async modelOf(version: string): Promise<DeviceModel | null> {
    if (this.#model?.version !== version) this.#model = null;
    await this.load();
    return this.#model?.version === version ? this.#model : null;
  }

  /** Null if there is no model; resolves to null if the worker failed. */
  read(digits: readonly FoundDigit[]): Promise<readonly Prediction[] | null> | null {
    if (this.#model === null) return null;
    return this.#model.network
      .classify(digits.map(({ pixels }) => pixels))
      .then((outputs) => outputs.map(({ probabilities }) => predictionOf(probabilities)))
      .catch(() => {
        this.#model = null;
        this.#ports.changed();
        return null;
      });
  }

  /** Compares a reading of the service with the device's, or loads the service's model if it is another one. */
  compare(
    version: string,
    drawingId: string,
    ofService: readonly Prediction[],
    onDevice: readonly Prediction[],
  ): void {
    if (this.#model === null) return;
    if (version !== this.#model.version) {
      this.#model = null;
      void this.load();
      return;
    }
    const differed = ofService.filter(({ digit }, i) => digit !== onDevice[i]?.digit).length;
    this.#agreements.set(drawingId, { compared: ofService.length, differed });
    this.#ports.changed();
  }

  async #load(): Promise<void> {
    try {
      this.#model = await this.#ports.load();
    } catch {
      // The page works without it, because the service reads too.
    } finally {
      this.#loading = null;
      this.#ports.changed();
    }
  }
}

/**
 * The service's answer for a network's outputs: the probability of "not a digit" is spread evenly
 * over the ten digits, because it says nothing about which digit it would be.
 */
export function predictionOf(outputs: ArrayLike<number>): Prediction {
  const notADigit = outputs[DIGITS] ?? 0;
  const probabilities = Array.from(
    { length: DIGITS },
    (_, digit) => (outputs[digit] ?? 0) + notADigit / DIGITS,
  );
  const confidence = Math.max(...probabilities);
  return { digit: probabilities.indexOf(confidence), confidence, probabilities, notADigit };
}
