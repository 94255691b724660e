import { byId } from './dom';
import { notify } from './notifications';
import { t } from '../texts/translation';

/** The part of a picture to read, as shares of its width and height. */
interface Crop {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A point of the window. */
interface Point {
  readonly x: number;
  readonly y: number;
}

const WHOLE: Crop = { left: 0, top: 0, right: 1, bottom: 1 };
/** The smallest side of a crop, as a share of the picture. */
const MIN_SIDE = 0.05;
const KEY_STEP = 0.02;
/** The longer side of the preview, in pixels. */
const PREVIEW_SIDE = 1000;
const ZOOM_STEP = 1.5;
const MAX_ZOOM = 6;
/** A larger canvas would need too much memory of a phone. */
const MAX_PREVIEW_SIDE = 3000;
const CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const;
type Corner = (typeof CORNERS)[number];

export interface PictureDialogPorts {
  /** The user chose a part of the picture. */
  use(picture: ImageBitmap, name: string): void;
  /** The user asked for the example picture. */
  example(): void;
}

/** The dialog that opens pictures, and rotates and crops them before they are read. */
export class PictureDialog {
  readonly #ports: PictureDialogPorts;
  readonly #dialog = byId<HTMLDialogElement>('picture-dialog');
  readonly #source = byId('picture-source');
  readonly #editor = byId('picture-editor');
  readonly #preview = byId<HTMLCanvasElement>('picture-preview');
  readonly #frame = byId('picture-crop');
  readonly #viewport = byId('picture-viewport');
  #zoom = 1;
  /** The width of the preview without zoom, in CSS pixels. */
  #fittingWidth = 0;
  #picture: ImageBitmap | null = null;
  #name = '';
  /** Clockwise quarter turns. */
  #turns = 0;
  #crop = WHOLE;

  constructor(ports: PictureDialogPorts) {
    this.#ports = ports;
    byId('picture-example').addEventListener('click', () => ports.example());
    byId('picture-rotate-left').addEventListener('click', () => this.#rotate(3));
    byId('picture-rotate-right').addEventListener('click', () => this.#rotate(1));
    byId('picture-whole').addEventListener('click', () => this.#setCrop(WHOLE));
    byId('picture-use').addEventListener('click', () => void this.#use());
    byId('picture-larger').addEventListener('click', () => this.#zoomBy(ZOOM_STEP));
    byId('picture-smaller').addEventListener('click', () => this.#zoomBy(1 / ZOOM_STEP));
    this.#listenForZoom();
    for (const corner of CORNERS) this.#listen(byId(`crop-${corner}`), corner);
  }

  /** Lets the user choose a picture. */
  choose(): void {
    this.#open(false);
  }

  /** Shows a picture for rotating and cropping. */
  edit(picture: ImageBitmap, name: string): void {
    this.#picture?.close();
    this.#picture = picture;
    this.#name = name;
    this.#turns = 0;
    this.#open(true);
    this.#rotate(0);
    byId('picture-use').focus();
  }

  #open(editing: boolean): void {
    this.#source.hidden = editing;
    this.#editor.hidden = !editing;
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  #rotate(turns: number): void {
    if (this.#picture === null) return;
    this.#turns = (this.#turns + turns) % 4;
    this.#setCrop(WHOLE);
    this.#setZoom(1);
  }

  #paint(): void {
    if (this.#picture === null) return;
    const { width, height } = this.#rotatedSize(this.#picture);
    const side = Math.min(MAX_PREVIEW_SIDE, PREVIEW_SIDE * this.#zoom);
    const scale = Math.min(1, side / Math.max(width, height));
    this.#preview.width = Math.max(1, Math.round(width * scale));
    this.#preview.height = Math.max(1, Math.round(height * scale));
    const context = this.#preview.getContext('2d');
    if (context !== null) drawRotated(context, this.#picture, this.#turns, scale);
  }

  /** Zooms, and leaves the part of the picture that is at a point of the window there. */
  #zoomBy(factor: number, point: Point = this.#middle): void {
    if (this.#zoom === 1) this.#fittingWidth = this.#preview.clientWidth;
    const before = this.#preview.getBoundingClientRect();
    this.#setZoom(clamp(this.#zoom * factor, 1, MAX_ZOOM));
    const after = this.#preview.getBoundingClientRect();
    this.#viewport.scrollBy(
      after.left + ((point.x - before.left) / before.width) * after.width - point.x,
      after.top + ((point.y - before.top) / before.height) * after.height - point.y,
    );
  }

  /** The middle of what is visible. */
  get #middle(): Point {
    const { left, top, width, height } = this.#viewport.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  }

  #setZoom(zoom: number): void {
    this.#zoom = zoom;
    const { style } = this.#preview;
    style.width = zoom === 1 ? '' : `${this.#fittingWidth * zoom}px`;
    style.maxWidth = style.maxHeight = zoom === 1 ? '' : 'none';
    byId<HTMLButtonElement>('picture-smaller').disabled = zoom === 1;
    byId<HTMLButtonElement>('picture-larger').disabled = zoom === MAX_ZOOM;
    this.#paint();
  }

  /** The wheel with Ctrl, which a touchpad's pinch is too, and two fingers zoom; a mouse drags the picture. */
  #listenForZoom(): void {
    const viewport = this.#viewport;
    viewport.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        this.#zoomBy(Math.exp(-event.deltaY / 200), { x: event.clientX, y: event.clientY });
      },
      { passive: false },
    );
    let distance = 0;
    const distanceOf = ([a, b]: TouchList): number =>
      a === undefined || b === undefined ? 0 : Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    viewport.addEventListener('touchstart', ({ touches }) => (distance = distanceOf(touches)));
    viewport.addEventListener(
      'touchmove',
      (event) => {
        const now = distanceOf(event.touches);
        const [a, b] = event.touches;
        if (distance === 0 || a === undefined || b === undefined) return;
        event.preventDefault();
        this.#zoomBy(now / distance, { x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2 });
        distance = now;
      },
      { passive: false },
    );
    viewport.addEventListener('pointerdown', (event) => {
      const isHandle = (event.target as Element).closest('.crop-handle') !== null;
      if (event.pointerType === 'mouse' && !isHandle) viewport.setPointerCapture(event.pointerId);
    });
    viewport.addEventListener('pointermove', (event) => {
      if (viewport.hasPointerCapture(event.pointerId)) viewport.scrollBy(-event.movementX, -event.movementY);
    });
  }

  #rotatedSize({ width, height }: ImageBitmap): { width: number; height: number } {
    return this.#turns % 2 === 0 ? { width, height } : { width: height, height: width };
  }

  #setCrop(crop: Crop): void {
    this.#crop = crop;
    this.#frame.style.left = `${crop.left * 100}%`;
    this.#frame.style.top = `${crop.top * 100}%`;
    this.#frame.style.width = `${(crop.right - crop.left) * 100}%`;
    this.#frame.style.height = `${(crop.bottom - crop.top) * 100}%`;
  }

  #listen(handle: HTMLElement, corner: Corner): void {
    handle.addEventListener('pointerdown', (event) => handle.setPointerCapture(event.pointerId));
    handle.addEventListener('pointermove', (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const frame = this.#preview.getBoundingClientRect();
      this.#moveCorner(
        corner,
        (event.clientX - frame.left) / frame.width,
        (event.clientY - frame.top) / frame.height,
      );
    });
    handle.addEventListener('keydown', (event) => {
      const step = {
        ArrowLeft: [-KEY_STEP, 0],
        ArrowRight: [KEY_STEP, 0],
        ArrowUp: [0, -KEY_STEP],
        ArrowDown: [0, KEY_STEP],
      }[event.key];
      const [dx = 0, dy = 0] = step ?? [];
      if (step === undefined) return;
      event.preventDefault();
      const x = corner.endsWith('left') ? this.#crop.left : this.#crop.right;
      const y = corner.startsWith('top') ? this.#crop.top : this.#crop.bottom;
      this.#moveCorner(corner, x + dx, y + dy);
    });
  }

  #moveCorner(corner: Corner, x: number, y: number): void {
    const { left, top, right, bottom } = this.#crop;
    this.#setCrop({
      left: corner.endsWith('left') ? clamp(x, 0, right - MIN_SIDE) : left,
      right: corner.endsWith('right') ? clamp(x, left + MIN_SIDE, 1) : right,
      top: corner.startsWith('top') ? clamp(y, 0, bottom - MIN_SIDE) : top,
      bottom: corner.startsWith('bottom') ? clamp(y, top + MIN_SIDE, 1) : bottom,
    });
  }

  async #use(): Promise<void> {
    const picture = this.#picture;
    if (picture === null) return;
    this.#dialog.close();
    const { width, height } = this.#rotatedSize(picture);
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (context === null) return;
    drawRotated(context, picture, this.#turns, 1);
    const { left, top, right, bottom } = this.#crop;
    try {
      const cropped = await createImageBitmap(
        canvas,
        Math.round(left * width),
        Math.round(top * height),
        Math.max(1, Math.round((right - left) * width)),
        Math.max(1, Math.round((bottom - top) * height)),
      );
      this.#ports.use(cropped, this.#name);
    } catch {
      notify(t`The picture could not be cropped. Try a smaller one.`);
    }
  }
}

function drawRotated(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  picture: ImageBitmap,
  turns: number,
  scale: number,
): void {
  context.save();
  context.translate(context.canvas.width / 2, context.canvas.height / 2);
  context.rotate((turns * Math.PI) / 2);
  context.scale(scale, scale);
  context.drawImage(picture, -picture.width / 2, -picture.height / 2);
  context.restore();
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
