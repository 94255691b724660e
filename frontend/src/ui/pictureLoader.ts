import { randomId } from '../api/client';
import { backgroundFor } from '../drawing/colour';
import type { PictureRef } from '../drawing/drawing';
import { PictureStore } from '../storage/pictureStore';
import { byId } from './dom';
import { notify } from './notifications';
import type { PictureDialog } from './pictureDialog';
import { MAX_SIDE } from './snapshot';
import { t } from '../texts/translation';

const MAX_BYTES = 25 * 1024 * 1024;
/** The longer side of a picture, in pixels, before it is cropped. */
const MAX_SIDE_BEFORE_CROP = 4000;
const EXAMPLE = '/example.png';

/** Loads pictures from the file dialog, the camera, a drop or the clipboard, and stores them. */
export class PictureLoader {
  readonly #store = new PictureStore();
  readonly #decoded = new Map<string, ImageBitmap>();
  readonly #place: (picture: PictureRef) => void;
  #dialog: PictureDialog | null = null;

  constructor(place: (picture: PictureRef) => void) {
    this.#place = place;
    this.#listen();
  }

  get(ref: PictureRef): ImageBitmap | null {
    return this.#decoded.get(ref.key) ?? null;
  }

  /** Loads the pictures of stored drawings, and deletes all others. */
  async restore(refs: readonly PictureRef[]): Promise<void> {
    try {
      for (const ref of refs) {
        const blob = this.#decoded.has(ref.key) ? null : await this.#store.get(ref.key);
        const bitmap = blob === null ? null : await decode(blob, MAX_SIDE);
        if (bitmap !== null) this.#decoded.set(ref.key, bitmap);
      }
      await this.#store.retainOnly(new Set(refs.map(({ key }) => key)));
    } catch (error) {
      // The browser denies access to its storage, so there is nothing to restore.
      if (!(error instanceof DOMException)) throw error;
    }
  }

  /** Decodes a picture and lets the user rotate and crop it. */
  async open(file: Blob, name: string): Promise<void> {
    if (file.size > MAX_BYTES) {
      notify(t`That picture is larger than 25 MB. Try a smaller one.`);
      return;
    }
    const bitmap = await decode(file, MAX_SIDE_BEFORE_CROP);
    if (bitmap === null) {
      notify(t`That file is not an image, or it is damaged. Try a PNG or a JPEG.`);
      return;
    }
    (await this.#loadDialog()).edit(bitmap, name);
  }

  /** Loads the dialog when it is used for the first time. */
  async #loadDialog(): Promise<PictureDialog> {
    const { PictureDialog: Dialog } = await import('./pictureDialog');
    this.#dialog ??= new Dialog({
      use: (picture, name) => void this.#use(picture, name),
      example: () => void this.#loadExample(),
    });
    return this.#dialog;
  }

  /** Places a picture on the canvas and stores it. */
  async #use(picture: ImageBitmap, name: string): Promise<void> {
    const key = randomId(16);
    const scaled = await scaledDown(picture, MAX_SIDE);
    this.#decoded.set(key, scaled);
    this.#place({ key, name, width: scaled.width, height: scaled.height });
    try {
      await this.#store.put(key, await toPng(scaled));
    } catch {
      notify(t`The picture was read, but this browser can’t keep it after a reload.`);
    }
  }

  async #loadExample(): Promise<void> {
    try {
      const response = await fetch(EXAMPLE);
      if (!response.ok) throw new Error(`expected an image but got status ${response.status}`);
      await this.open(await response.blob(), 'example.png');
    } catch {
      notify(t`The example could not be loaded. Try again in a moment.`);
    }
  }

  #listen(): void {
    byId('upload').addEventListener('click', () => void this.#loadDialog().then((dialog) => dialog.choose()));
    for (const [button, input] of [
      ['picture-file', byId<HTMLInputElement>('file')],
      ['picture-camera', byId<HTMLInputElement>('photo')],
    ] as const) {
      byId(button).addEventListener('click', () => input.click());
      input.addEventListener('change', () => {
        const file = input.files?.[0];
        input.value = '';
        if (file !== undefined) void this.open(file, file.name);
      });
    }
    document.addEventListener('paste', (event) => {
      const file = pictureOf(event.clipboardData);
      if (file === null) return;
      event.preventDefault();
      void this.open(file, file.name);
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
      if (file !== null) void this.open(file, file.name);
    });
  }
}

function pictureOf(data: DataTransfer | null): File | null {
  return [...(data?.files ?? [])].find((file) => file.type.startsWith('image/')) ?? null;
}

/** Decodes a picture, rotated as its EXIF says, and scales it down. */
async function decode(blob: Blob, maxSide: number): Promise<ImageBitmap | null> {
  try {
    const whole = await createImageBitmap(blob, { imageOrientation: 'from-image' });
    return withBackground(await scaledDown(whole, maxSide));
  } catch {
    return null; // The format is not supported, or the file is damaged.
  }
}

async function scaledDown(picture: ImageBitmap, maxSide: number): Promise<ImageBitmap> {
  const scale = maxSide / Math.max(picture.width, picture.height);
  if (scale >= 1) return picture;
  const smaller = await createImageBitmap(picture, {
    resizeWidth: Math.max(1, Math.round(picture.width * scale)),
    resizeHeight: Math.max(1, Math.round(picture.height * scale)),
    resizeQuality: 'high',
  });
  picture.close();
  return smaller;
}

/** PNG, because JPEG would change the pixels that were read. */
function toPng(picture: ImageBitmap): Promise<Blob> {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** Puts transparent images on a background with which the ink contrasts. */
function withBackground(picture: ImageBitmap): ImageBitmap {
  const { width, height } = picture;
  const sample = new OffscreenCanvas(64, 64).getContext('2d');
  sample?.drawImage(picture, 0, 0, 64, 64);
  const background =
    sample === null ? null : backgroundFor(sample.getImageData(0, 0, 64, 64).data);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (background === null || context === null) return picture;
  context.fillStyle = background;
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0);
  picture.close();
  return canvas.transferToImageBitmap();
}
