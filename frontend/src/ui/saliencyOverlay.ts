import { createElement } from './dom';

/**
 * Paints the saliency over the network's input: warm where the pixels support the prediction, cool
 * where they speak against it; null clears it.
 */
export function paintSaliency(canvas: HTMLCanvasElement, saliency: Float32Array | null): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (saliency === null) return;
  const strongest = Math.max(0.02, ...saliency.map(Math.abs));
  const image = context.createImageData(28, 28);
  saliency.forEach((value, i) => {
    const strength = Math.min(1, Math.abs(value) / strongest);
    const [red, green, blue] = value > 0 ? [255, 122, 41] : [64, 156, 255];
    image.data.set([red, green, blue, Math.round(215 * strength ** 0.8)], i * 4);
  });
  const exact = createElement('canvas', { width: '28', height: '28' });
  exact.getContext('2d')?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(exact, 0, 0, canvas.width, canvas.height);
}
