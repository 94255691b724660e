import { randomId } from '../api/client';
import { backgroundFor } from '../drawing/colour';
import type { PictureRef } from '../drawing/drawing';
import { PictureStore } from '../storage/pictureStore';
import { notify } from './notifications';
import { byId } from './dom';
import { MAX_SIDE } from './snapshot';

const MAX_BYTES = 25 * 1024 * 1024;

/** Loads pictures from the file dialog, the camera, a drop or the clipboard, and stores them. */
export class PictureLoader {
  readonly #store = new PictureStore();
  readonly #decoded = new Map<string, ImageBitmap>();
  readonly #place: (picture: PictureRef) => void;

  constructor(lay: (picture: PictureRef) => void) {
    this.#place = lay;
    this.#listen();
  }

  get(ref: PictureRef): ImageBitmap | null {
    return this.#decoded.get(ref.key) ?? null;
  }

  /** Loads the pictures of stored drawings, and deletes all others. */
  async restore(refs: readonly PictureRef[]): Promise<void> {
    for (const ref of refs) {
      const blob = this.#decoded.has(ref.key) ? null : await this.#store.get(ref.key);
      const bitmap = blob === null ? null : await decode(blob);
      if (bitmap !== null) this.#decoded.set(ref.key, bitmap);
    }
    await this.#store.retainOnly(new Set(refs.map(({ key }) => key)));
  }

  async read(file: Blob, name: string): Promise<void> {
    if (file.size > MAX_BYTES) {
      notify('That picture is larger than 25 MB. Try a smaller one.');
      return;
    }
    const bitmap = await decode(file);
    if (bitmap === null) {
      notify('That file is not an image, or it is damaged. Try a PNG or a JPEG.');
      return;
    }
    const key = randomId(16);
    this.#decoded.set(key, bitmap);
    this.#place({ key, name, width: bitmap.width, height: bitmap.height });
    try {
      await this.#store.put(key, file);
    } catch {
      notify('The picture was read, but this browser can’t keep it after a reload.');
    }
  }

  #listen(): void {
    for (const [button, input] of [
      ['upload', byId<HTMLInputElement>('file')],
      ['camera', byId<HTMLInputElement>('photo')],
    ] as const) {
      byId(button).addEventListener('click', () => input.click());
      input.addEventListener('change', () => {
        const file = input.files?.[0];
        input.value = '';
        if (file !== undefined) void this.read(file, file.name);
      });
    }
    document.addEventListener('paste', (event) => {
      const file = pictureOf(event.clipboardData);
      if (file === null) return;
      event.preventDefault();
      void this.read(file, file.name);
    });
    const dropZone = byId('drop-zone');
    document.addEventListener('dragover', (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      dropZone.hidden = false;
    });
    document.addEventListener('dragleave', (event) => {
      if (event.relatedTarget === null) dropZone.hidden = true;
    });
    document.addEventListener('drop', (event) => {
      event.preventDefault();
      dropZone.hidden = true;
      const file = pictureOf(event.dataTransfer) ?? event.dataTransfer?.files[0] ?? null;
      if (file !== null) void this.read(file, file.name);
    });
  }
}

function pictureOf(data: DataTransfer | null): File | null {
  return [...(data?.files ?? [])].find((file) => file.type.startsWith('image/')) ?? null;
}

/** Decodes a picture, no larger than it is read: the photo of a phone has ten times the pixels. */
async function decode(blob: Blob): Promise<ImageBitmap | null> {
  try {
    const whole = await createImageBitmap(blob, { imageOrientation: 'from-image' });
    const scale = MAX_SIDE / Math.max(whole.width, whole.height);
    if (scale >= 1) return withBackground(whole);
    const smaller = await createImageBitmap(whole, {
      resizeWidth: Math.max(1, Math.round(whole.width * scale)),
      resizeHeight: Math.max(1, Math.round(whole.height * scale)),
      resizeQuality: 'high',
    });
    whole.close();
    return withBackground(smaller);
  } catch {
    return null; // The format is not supported, or the file is damaged.
  }
}

/** Puts transparent images on a background with which the ink contrasts. */
function withBackground(picture: ImageBitmap): ImageBitmap {
  const { width, height } = picture;
  const sample = new OffscreenCanvas(64, 64).getContext('2d');
  sample?.drawImage(picture, 0, 0, 64, 64);
  const background = sample === null ? null : backgroundFor(sample.getImageData(0, 0, 64, 64).data);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (background === null || context === null) return picture;
  context.fillStyle = background;
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0);
  picture.close();
  return canvas.transferToImageBitmap();
}
