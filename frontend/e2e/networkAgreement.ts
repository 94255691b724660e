import { DIGITS, type Shape } from './drawingPage';

export const IMAGES = 1000;
export const TOLERANCE = 1e-4;
/** The images of a request. */
const BATCH = 50;

export interface Answer {
  readonly probabilities: readonly number[];
}

/** Images as varied as the network's inputs: distorted strokes, and noise. */
export function images(): number[][] {
  let state = 20_261_126;
  const random = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const shapes: Shape[] = Object.values(DIGITS);
  return Array.from({ length: IMAGES }, (_, i) => {
    const pixels = Array.from({ length: 784 }, () => (i % 10 === 0 ? Math.floor(random() * 256) : 0));
    const shape = shapes[i % shapes.length]!;
    const radius = 0.6 + 2.4 * random();
    const slant = 0.8 * (random() - 0.5);
    const scale = 10 + 12 * random();
    const shift = 4 * (random() - 0.5);
    for (const stroke of shape) {
      stroke.slice(1).forEach(([endX, endY], at) => {
        const [startX, startY] = stroke[at]!;
        for (let t = 0; t <= 1; t += 0.05) {
          const y = startY + (endY - startY) * t - 0.5;
          const x = startX + (endX - startX) * t - 0.5 + slant * y;
          stamp(pixels, 13.5 + shift + x * scale, 13.5 + y * scale, radius);
        }
      });
    }
    return pixels;
  });
}

function stamp(pixels: number[], centreX: number, centreY: number, radius: number): void {
  const reach = radius + 0.5;
  for (let y = Math.max(0, Math.ceil(centreY - reach)); y < Math.min(28, centreY + reach); y++) {
    for (let x = Math.max(0, Math.ceil(centreX - reach)); x < Math.min(28, centreX + reach); x++) {
      const ink = Math.max(0, Math.min(1, reach - Math.hypot(x - centreX, y - centreY)));
      pixels[y * 28 + x] = Math.max(pixels[y * 28 + x]!, Math.round(255 * ink));
    }
  }
}

/** What the service, which uses ONNX Runtime, answers for these images. */
export async function ofService(baseURL: string, inputs: readonly number[][]): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let i = 0; i < inputs.length; i += BATCH) {
    const response = await fetch(`${baseURL}/predict`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ images: inputs.slice(i, i + BATCH), record: false }),
    });
    answers.push(...((await response.json()) as { predictions: Answer[] }).predictions);
  }
  return answers;
}

/** Runs images, in base64, through the page's network in a worker of its own. In the page. */
export async function classifyInPage([url, path, all, kernel]: readonly [
  workerUrl: string,
  modelPath: string,
  images: readonly string[],
  kernel: 'wasm' | 'js',
]): Promise<{ outputs: number[][]; fastest: number }> {
  const worker = new Worker(url, { type: 'module' });
  const ask = (message: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => ('error' in data ? reject(new Error(data.error)) : resolve(data.value));
      worker.postMessage({ id: 0, ...message });
    });
  const response = await fetch(path, { headers: { Accept: 'application/octet-stream' } });
  await ask({ kind: 'load', onnx: new Uint8Array(await response.arrayBuffer()), kernel });
  const outputs: number[][] = [];
  let fastest = Infinity;
  for (const image of all) {
    const start = performance.now();
    const [answer] = (await ask({
      kind: 'classify',
      images: [Uint8Array.from(atob(image), (c) => c.charCodeAt(0))],
    })) as [{ probabilities: Float32Array }];
    fastest = Math.min(fastest, performance.now() - start);
    outputs.push([...answer.probabilities]);
  }
  worker.terminate();
  return { outputs, fastest };
}

/** The greatest difference between the service's probabilities and those of the network here. */
export function greatestDifference(outputs: readonly number[][], answers: readonly Answer[]): number {
  return Math.max(
    ...answers.flatMap(({ probabilities }, i) =>
      probabilities.map((value, digit) => {
        const output = outputs[i]!;
        return Math.abs(value - (output[digit]! + (output[10] ?? 0) / 10));
      }),
    ),
  );
}
