import { type Api, ApiError, type ModelCard } from '../api/client';
import { type LearnedDigit, changeOf, learnedDigits } from '../dataset/learnedLabels';
import { type DeviceReader, predictionOf } from '../network/deviceReader';
import { currentLanguage, t } from '../texts/translation';

/** The newest records that are searched for labels. */
const MAX_RECORDS = 2_000;
/** How many digits the worker reads before it can do something else: a tenth of a second. */
const AT_ONCE = 50;

/** Says what the user's labels have changed in the serving model. */
export class LearnedLabels {
  readonly #api: Api;
  readonly #device: DeviceReader;
  /** The sentences about the model with the given hash. */
  #known: { readonly sha256: string; readonly text: string } | null = null;

  constructor(api: Api, device: DeviceReader) {
    this.#api = api;
    this.#device = device;
  }

  /** Returns sentences; none if no label of the user is known to be part of the model. */
  async describe(card: ModelCard): Promise<string> {
    if (card.run === undefined) return '';
    if (this.#known?.sha256 !== card.sha256) {
      try {
        this.#known = { sha256: card.sha256, text: await this.#describe(card) };
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return '';
      }
    }
    return this.#known.text;
  }

  async #describe(card: ModelCard): Promise<string> {
    const digits = learnedDigits(card, await this.#api.newestPredictions(MAX_RECORDS));
    const { length } = digits;
    if (length === 0) return '';
    const part =
      length === 1
        ? t`Model ${card.version} learned from one of your labels.`
        : t`${length.toLocaleString(currentLanguage())} of your labels helped to train model ${card.version}.`;
    const readings = await this.#read(card, digits);
    // Without the model on the device nothing can be compared.
    if (readings === null) return part;
    const { misread, fixed, newlyMisread } = changeOf(digits, readings);
    const sentences = [part];
    if (misread === 1) {
      sentences.push(
        fixed === 1
          ? t`The digit that had been misread is now read as you labelled it.`
          : t`The digit that had been misread is still misread.`,
      );
    } else if (misread > 1) {
      sentences.push(t`Of the ${misread} digits that had been misread, it reads ${fixed} as you labelled them.`);
    }
    if (newlyMisread > 0) sentences.push(t`Of those that had been read correctly, it misreads ${newlyMisread}.`);
    return sentences.join(' ');
  }

  /** Reads the digits with the serving model, in parts between which the worker can do other work. */
  async #read(card: ModelCard, digits: readonly LearnedDigit[]): Promise<readonly number[] | null> {
    const model = await this.#device.modelOf(card.version);
    if (model === null) return null;
    const readings: number[] = [];
    try {
      for (let i = 0; i < digits.length; i += AT_ONCE) {
        const images = digits.slice(i, i + AT_ONCE).map(({ pixels }) => pixels);
        const outputs = await model.network.classify(images);
        readings.push(...outputs.map(({ probabilities }) => predictionOf(probabilities).digit));
      }
    } catch {
      return null; // The worker failed.
    }
    return readings;
  }
}
