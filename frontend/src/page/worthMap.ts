import { make } from './dom';

/**
 * Lays the occlusion map over the 28 × 28 view: warm where covering made the network less sure, cool
 * where it made it surer.
 */
export function paintWorth(canvas: HTMLCanvasElement, worth: Float32Array | null): void {
  const surface = canvas.getContext('2d');
  if (surface === null) return;
  surface.clearRect(0, 0, canvas.width, canvas.height);
  if (worth === null) return;
  const strongest = Math.max(0.02, ...worth.map(Math.abs));
  const image = surface.createImageData(28, 28);
  worth.forEach((value, i) => {
    const strength = Math.min(1, Math.abs(value) / strongest);
    const [red, green, blue] = value > 0 ? [255, 122, 41] : [64, 156, 255];
    image.data.set([red, green, blue, Math.round(215 * strength ** 0.8)], i * 4);
  });
  const exact = make('canvas', { width: '28', height: '28' });
  exact.getContext('2d')?.putImageData(image, 0, 0);
  surface.imageSmoothingEnabled = true;
  surface.drawImage(exact, 0, 0, canvas.width, canvas.height);
}
