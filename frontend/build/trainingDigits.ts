/**
 * Chooses 300 typical digits of MNIST's training set, which "Why?" compares with, and writes them to
 * src/why/trainingDigits.png: one row of 30 for each digit, 16 shades of grey.
 *
 *   npm run training-digits -- DIR      DIR contains train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz
 *
 * Each is the image nearest to the centre of one of 30 clusters (k-means) of its digit. The result depends on
 * the images alone, not on a model.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, gunzipSync } from 'node:zlib';
import { greyPng } from '../src/dataset/png.ts';

const OUTPUT = 'src/why/trainingDigits.png';
const SIDE = 28;
const PIXELS = SIDE * SIDE;
/** The number of images of MNIST's training set that train the model; the others choose it. */
const TRAINING = 55_000;
const CLUSTERS = 30;
const MAX_ROUNDS = 30;
/** Clusters are made of images of half the size, so that a shift by a pixel matters little. */
const COARSE = 14;

type Vector = Float64Array<ArrayBuffer>;

const folder = process.argv.at(-1) ?? '';
const images = gunzipSync(readFileSync(join(folder, 'train-images-idx3-ubyte.gz'))).subarray(16);
const labels = gunzipSync(readFileSync(join(folder, 'train-labels-idx1-ubyte.gz'))).subarray(8);

const sheet = new Uint8Array(10 * CLUSTERS * PIXELS);
for (let digit = 0; digit < 10; digit++) {
  const numbers = Array.from({ length: TRAINING }, (_, i) => i).filter((i) => labels[i] === digit);
  typicalOf(numbers.map(coarseImage)).forEach((member, column) => {
    const image = imageAt(numbers[member]!);
    for (let i = 0; i < PIXELS; i++) {
      const row = digit * SIDE + Math.floor(i / SIDE);
      // Multiples of 17 are 16 shades.
      sheet[(row * CLUSTERS + column) * SIDE + (i % SIDE)] = Math.round(image[i]! / 17) * 17;
    }
  });
}
const png = await greyPng(sheet, CLUSTERS * SIDE, 10 * SIDE, async (bytes) => deflateSync(bytes, { level: 9 }));
writeFileSync(OUTPUT, png);
console.log(`${OUTPUT}: ${png.length} bytes`);

function imageAt(i: number): Uint8Array {
  return images.subarray(i * PIXELS, (i + 1) * PIXELS);
}

function coarseImage(i: number): Vector {
  const coarse = new Float64Array(COARSE * COARSE);
  imageAt(i).forEach((value, at) => {
    coarse[Math.floor(at / SIDE / 2) * COARSE + Math.floor((at % SIDE) / 2)]! += value;
  });
  return coarse;
}

/** The index of the image nearest to the centre of each cluster. */
function typicalOf(points: readonly Vector[]): readonly number[] {
  let centres = Array.from({ length: CLUSTERS }, (_, i) => points[Math.floor((i * points.length) / CLUSTERS)]!);
  let clusters: readonly number[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = points.map((point) => nearest(point, centres));
    if (next.every((cluster, i) => cluster === clusters[i])) break;
    clusters = next;
    centres = centres.map((centre, cluster) => meanOf(points.filter((_, i) => clusters[i] === cluster)) ?? centre);
  }
  return centres.map((centre) => nearest(centre, points));
}

function nearest(point: Vector, among: readonly Vector[]): number {
  let best = 0;
  let least = Infinity;
  among.forEach((other, i) => {
    let distance = 0;
    for (let at = 0; at < point.length && distance < least; at++) distance += (point[at]! - other[at]!) ** 2;
    if (distance < least) [best, least] = [i, distance];
  });
  return best;
}

function meanOf(points: readonly Vector[]): Vector | null {
  const mean = new Float64Array(COARSE * COARSE);
  for (const point of points) point.forEach((value, at) => (mean[at]! += value / points.length));
  return points.length === 0 ? null : mean;
}
