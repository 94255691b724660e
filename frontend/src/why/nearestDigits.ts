import type { DeviceNetwork } from '../network/deviceNetwork';
import { createElement } from '../ui/dom';
import { type KnownDigit, digitsOf, nearestOf } from './trainingDigits';

/** The digits and their features, which are computed once for each model. */
const known = new WeakMap<DeviceNetwork, Promise<readonly KnownDigit[]>>();

/** The training digits whose features are most like those of an image, the most similar first. */
export async function nearestDigits(
  network: DeviceNetwork,
  pixels: Uint8Array,
  count: number,
): Promise<readonly KnownDigit[]> {
  let digits = known.get(network);
  if (digits === undefined) {
    digits = load(network);
    known.set(network, digits);
    // The next explanation tries again.
    digits.catch(() => known.delete(network));
  }
  const [[outputs], all] = await Promise.all([network.classify([pixels]), digits]);
  return nearestOf(all, outputs!.features, count);
}

async function load(network: DeviceNetwork): Promise<readonly KnownDigit[]> {
  const digits = digitsOf(await sheet());
  const features: Float32Array[] = [];
  // A row at a time, so that the worker reads what is drawn in between.
  for (let digit = 0; digit < 10; digit++) {
    const images = digits.filter(({ label }) => label === digit).map(({ pixels }) => pixels);
    features.push(...(await network.classify(images)).map((outputs) => outputs.features));
  }
  return digits.map((digit, i) => ({ ...digit, features: features[i]! }));
}

/** The grey values of the image that build/trainingDigits.ts makes. */
async function sheet(): Promise<{ readonly width: number; readonly values: Uint8Array }> {
  const response = await fetch(new URL('./trainingDigits.png', import.meta.url));
  if (!response.ok) throw new Error(`expected the training digits but got status ${response.status}`);
  const image = await createImageBitmap(await response.blob());
  const { width, height } = image;
  const context = createElement('canvas', { width: String(width), height: String(height) }).getContext('2d')!;
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, values: Uint8Array.from({ length: width * height }, (_, i) => data[4 * i]!) };
}
