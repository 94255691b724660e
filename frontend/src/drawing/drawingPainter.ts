import type { Drawing, Stroke } from './drawing';
import { InkLayer, context2D } from './inkLayer';
import { type ThemeColours, paintBackground, paintStroke } from './render';

/** What to paint. */
export interface Scene {
  readonly drawing: Drawing;
  /** The stroke that is being drawn. */
  readonly liveStroke: Stroke | null;
  readonly colours: ThemeColours;
  readonly picture: CanvasImageSource | null;
}

/** A rectangle in the pixels of a canvas. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

type TargetContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Paints scenes on canvases of one size. The finished strokes are kept in a bitmap. */
export class DrawingPainter {
  readonly #ink: InkLayer;
  readonly #erased: OffscreenCanvasRenderingContext2D;

  /** @param readable whether the pixels will be read, which is slow on a GPU */
  constructor(readable: boolean) {
    this.#ink = new InkLayer(readable);
    this.#erased = context2D(new OffscreenCanvas(1, 1), readable);
  }

  /**
   * Paints a scene at `scale` pixels per canvas unit.
   *
   * @param region the part that changed; everything by default
   */
  paint(target: TargetContext, scene: Scene, scale: number, region: Region | null = null): void {
    const { width, height } = target.canvas;
    this.#ink.resize(width, height, scale);
    this.#ink.update(scene.drawing.strokes, scene.colours.ink);
    target.save();
    clip(target, region);
    target.setTransform(scale, 0, 0, scale, 0, 0);
    paintBackground(target, scene.drawing, scene.colours, scene.picture);
    const { liveStroke } = scene;
    const image = liveStroke?.pen.eraser === true ? this.#erase(liveStroke, scale, region) : this.#ink.image;
    target.setTransform(1, 0, 0, 1, 0, 0);
    target.drawImage(image, 0, 0);
    if (liveStroke !== null && !liveStroke.pen.eraser) {
      target.setTransform(scale, 0, 0, scale, 0, 0);
      paintStroke(target, liveStroke, scene.colours.ink);
    }
    target.restore();
  }

  /** A copy of the ink without what the stroke erases. */
  #erase(eraser: Stroke, scale: number, region: Region | null): OffscreenCanvas {
    const { canvas } = this.#erased;
    const { image } = this.#ink;
    if (canvas.width !== image.width || canvas.height !== image.height) {
      canvas.width = image.width;
      canvas.height = image.height;
    }
    this.#erased.save();
    clip(this.#erased, region);
    this.#erased.clearRect(0, 0, canvas.width, canvas.height);
    this.#erased.drawImage(image, 0, 0);
    this.#erased.setTransform(scale, 0, 0, scale, 0, 0);
    paintStroke(this.#erased, eraser, '');
    this.#erased.restore();
    return canvas;
  }
}

function clip(context: TargetContext, region: Region | null): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  if (region === null) return;
  context.beginPath();
  context.rect(region.x, region.y, region.width, region.height);
  context.clip();
}
