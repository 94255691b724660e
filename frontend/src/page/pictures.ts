import { randomName } from '../api/client';
import { groundUnder } from '../drawing/colour';
import type { PictureRef } from '../drawing/drawing';
import { PictureShelf } from '../keep/pictureShelf';
import { tell } from './announce';
import { byId } from './dom';
import { LONGEST_SIDE } from './sight';

const MOST_BYTES = 25 * 1024 * 1024;

/** Pictures by button, drop, paste or camera: decoded (turned as their EXIF says), and kept. */
export class Pictures {
  readonly #shelf = new PictureShelf();
  readonly #decoded = new Map<string, ImageBitmap>();
  readonly #lay: (picture: PictureRef) => void;

  constructor(lay: (picture: PictureRef) => void) {
    this.#lay = lay;
    this.#listen();
  }

  get(ref: PictureRef): ImageBitmap | null {
    return this.#decoded.get(ref.key) ?? null;
  }

  /** Brings back the pictures that lay on the sheets before the page was closed. */
  async restore(refs: readonly PictureRef[]): Promise<void> {
    for (const ref of refs) {
      const blob = this.#decoded.has(ref.key) ? null : await this.#shelf.get(ref.key);
      const bitmap = blob === null ? null : await decode(blob);
      if (bitmap !== null) this.#decoded.set(ref.key, bitmap);
    }
    await this.#shelf.keepOnly(new Set(refs.map(({ key }) => key)));
  }

  async read(file: Blob, name: string): Promise<void> {
    if (file.size > MOST_BYTES) {
      tell('That picture is larger than 25 MB. Try a smaller one.');
      return;
    }
    const bitmap = await decode(file);
    if (bitmap === null) {
      tell('That file is no picture, or a broken one. Try a PNG or a JPEG.');
      return;
    }
    const key = randomName(16);
    this.#decoded.set(key, bitmap);
    this.#lay({ key, name, width: bitmap.width, height: bitmap.height });
    try {
      await this.#shelf.put(key, file);
    } catch {
      tell('The picture is read, but this browser does not keep it over a reload.');
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
    const veil = byId('drop');
    document.addEventListener('dragover', (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      veil.hidden = false;
    });
    document.addEventListener('dragleave', (event) => {
      if (event.relatedTarget === null) veil.hidden = true;
    });
    document.addEventListener('drop', (event) => {
      event.preventDefault();
      veil.hidden = true;
      const file = pictureOf(event.dataTransfer) ?? event.dataTransfer?.files[0] ?? null;
      if (file !== null) void this.read(file, file.name);
    });
  }
}

function pictureOf(data: DataTransfer | null): File | null {
  return [...(data?.files ?? [])].find((file) => file.type.startsWith('image/')) ?? null;
}

/** No larger than it will be looked at: a phone's photo has ten times the pixels that help. */
async function decode(blob: Blob): Promise<ImageBitmap | null> {
  try {
    const whole = await createImageBitmap(blob, { imageOrientation: 'from-image' });
    const scale = LONGEST_SIDE / Math.max(whole.width, whole.height);
    if (scale >= 1) return onGround(whole);
    const smaller = await createImageBitmap(whole, {
      resizeWidth: Math.max(1, Math.round(whole.width * scale)),
      resizeHeight: Math.max(1, Math.round(whole.height * scale)),
      resizeQuality: 'high',
    });
    whole.close();
    return onGround(smaller);
  } catch {
    return null; // The browser's decoder does not know it, or it is broken.
  }
}

/** Ink that was written on nothing is laid on a ground that it stands out from. */
function onGround(picture: ImageBitmap): ImageBitmap {
  const { width, height } = picture;
  const sample = new OffscreenCanvas(64, 64).getContext('2d');
  sample?.drawImage(picture, 0, 0, 64, 64);
  const ground = sample === null ? null : groundUnder(sample.getImageData(0, 0, 64, 64).data);
  const canvas = new OffscreenCanvas(width, height);
  const surface = canvas.getContext('2d');
  if (ground === null || surface === null) return picture;
  surface.fillStyle = ground;
  surface.fillRect(0, 0, width, height);
  surface.drawImage(picture, 0, 0);
  picture.close();
  return canvas.transferToImageBitmap();
}
