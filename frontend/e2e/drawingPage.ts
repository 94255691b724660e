import { type CDPSession, type Locator, type Page, expect } from '@playwright/test';

/** A point in the square of a digit, from 0 to 1. */
export type Place = readonly [x: number, y: number];
export type Shape = readonly (readonly Place[])[];

/** The strokes of plain digits. */
export const DIGITS: Readonly<Record<0 | 1 | 2 | 3 | 4 | 7, Shape>> = {
  0: [ring(0.5, 0.5, 0.32, 0.5)],
  1: [[[0.5, 0], [0.5, 0.33], [0.5, 0.66], [0.5, 1]]],
  2: [[...arc(0.5, 0.27, 0.3, 0.27, -170, 30), [0.45, 0.75], [0.18, 1], [0.82, 1]]],
  3: [[...arc(0.45, 0.26, 0.3, 0.26, -150, 90), ...arc(0.45, 0.76, 0.34, 0.25, -90, 150)]],
  4: [[[0.3, 0], [0.2, 0.3], [0.12, 0.6], [0.5, 0.6], [0.9, 0.6]], [[0.68, 0.15], [0.66, 0.6], [0.64, 1]]],
  7: [[[0.1, 0], [0.5, 0], [0.9, 0], [0.7, 0.4], [0.5, 0.75], [0.4, 1]]],
};

export interface Square {
  /** The upper left corner, and the side as a share of the height, relative to the canvas. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

const MIDDLE: Square = { x: 0.36, y: 0.2, size: 0.6 };

/** Page object: draws on the canvas and checks the reading. */
export class DrawingPage {
  readonly page: Page;
  readonly canvas: Locator;
  #session: CDPSession | null = null;
  /** What may have kept the page from starting. */
  readonly #problems: string[] = [];

  constructor(page: Page) {
    this.page = page;
    this.canvas = page.locator('#canvas');
    page.on('pageerror', (error) => this.#problems.push(String(error)));
    page.on('requestfailed', (request) => this.#problems.push(`${request.url()}: ${request.failure()?.errorText}`));
    page.on('response', (response) => {
      if (!response.ok()) this.#problems.push(`${response.url()}: status ${response.status()}`);
    });
  }

  /** Opens the page, or one of its views, and waits until it is ready. */
  async open(view = ''): Promise<void> {
    await this.page.goto(`/${view}`);
    try {
      await expect(this.page.locator('#bars button')).toHaveCount(10);
    } catch (error) {
      throw new Error(`the page did not start; ${this.#problems.join('; ') || 'no request failed'}`, { cause: error });
    }
  }

  /** Waits until the worker of the network runs, and returns its address. */
  async networkWorker(): Promise<string> {
    const find = (): string | null =>
      this.page.workers().map((worker) => worker.url()).find((url) => url.includes('networkWorker')) ?? null;
    await expect.poll(find).not.toBeNull();
    return find()!;
  }

  /** Draws with the mouse. */
  async draw(shape: Shape, square: Square = MIDDLE): Promise<void> {
    const { mouse } = this.page;
    for (const [first, ...rest] of await this.toPagePoints(shape, square)) {
      if (first === undefined) continue;
      await mouse.move(first.x, first.y);
      await mouse.down();
      for (const { x, y } of rest) await mouse.move(x, y, { steps: 2 });
      await mouse.up();
    }
  }

  /**
   * Draws points in page coordinates without waiting for each event.
   *
   * @param restMs how long the pen rests before it is lifted
   */
  async drawFast(strokes: readonly (readonly { x: number; y: number }[])[], restMs = 0): Promise<void> {
    const session = await this.session();
    const sent: Promise<unknown>[] = [];
    const send = (type: string, { x, y }: { x: number; y: number }, buttons: number): void => {
      const event = { type, x, y, buttons, button: 'left', clickCount: 1 } as const;
      sent.push(session.send('Input.dispatchMouseEvent', event as never));
    };
    for (const stroke of strokes) {
      const [first] = stroke;
      const last = stroke.at(-1);
      if (first === undefined || last === undefined) continue;
      send('mouseMoved', first, 0);
      send('mousePressed', first, 1);
      for (const point of stroke.slice(1)) send('mouseMoved', point, 1);
      if (restMs > 0) await this.page.waitForTimeout(restMs);
      send('mouseReleased', last, 0);
    }
    await Promise.all(sent);
  }

  /** Dispatches a touch event with the positions of all fingers. */
  async dispatchTouch(
    type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel',
    ...points: readonly { x: number; y: number; id?: number }[]
  ): Promise<void> {
    const session = await this.session();
    await session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(({ x, y, id = 0 }) => ({ x, y, id })),
    });
  }

  /** Draws with one finger. */
  async drawByTouch(shape: Shape, square: Square = MIDDLE): Promise<void> {
    for (const stroke of await this.toPagePoints(shape, square)) {
      const [first, ...rest] = between(stroke, 4);
      if (first === undefined) continue;
      await this.dispatchTouch('touchStart', first);
      for (const point of rest) await this.dispatchTouch('touchMove', point);
      await this.dispatchTouch('touchEnd');
    }
  }

  async session(): Promise<CDPSession> {
    this.#session ??= await this.page.context().newCDPSession(this.page);
    return this.#session;
  }

  /** Converts a point relative to the canvas (0 to 1) to page coordinates. */
  async pointAt(x: number, y: number): Promise<{ x: number; y: number }> {
    const frame = await this.frame();
    return { x: frame.x + frame.width * x, y: frame.y + frame.height * y };
  }

  async frame(): Promise<{ x: number; y: number; width: number; height: number }> {
    const frame = await this.canvas.boundingBox();
    if (frame === null) throw new Error('expected the canvas to have a bounding box');
    return frame;
  }

  async expectReading(text: string | RegExp): Promise<void> {
    await expect(this.page.locator('#numeral')).toHaveText(text);
  }

  async expectState(state: 'empty' | 'pending' | 'live' | 'saved' | 'corrected' | RegExp): Promise<void> {
    await expect(this.page.locator('#reading')).toHaveAttribute('data-state', state);
  }

  /** Counts the pixels of the canvas that differ from the paper. */
  async countInk(): Promise<number> {
    return this.canvas.evaluate(async (canvas: HTMLCanvasElement) => {
      await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
      const context = canvas.getContext('2d');
      if (context === null) return 0;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let i = 0; i < data.length; i += 4) {
        const far = [0, 1, 2].some((c) => Math.abs((data[i + c] ?? 0) - (data[c] ?? 0)) > 40);
        if (far) count++;
      }
      return count;
    });
  }

  /** Converts the strokes of a digit to page coordinates. */
  async toPagePoints(shape: Shape, square: Square = MIDDLE): Promise<{ x: number; y: number }[][]> {
    const frame = await this.frame();
    const side = square.size * frame.height;
    return shape.map((stroke) =>
      stroke.map(([x, y]) => ({
        x: frame.x + square.x * frame.width + x * side,
        y: frame.y + square.y * frame.height + y * side,
      })),
    );
  }
}

function between(
  points: readonly { x: number; y: number }[],
  steps: number,
): { x: number; y: number }[] {
  return points.flatMap((to, i) => {
    const from = points[i - 1];
    if (from === undefined) return [to];
    return Array.from({ length: steps }, (_, k) => ({
      x: from.x + ((to.x - from.x) * (k + 1)) / steps,
      y: from.y + ((to.y - from.y) * (k + 1)) / steps,
    }));
  });
}

function arc(x: number, y: number, w: number, h: number, from: number, to: number): Place[] {
  return Array.from({ length: 21 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / 20) * Math.PI) / 180;
    return [x + w * Math.cos(angle), y + h * Math.sin(angle)] as const;
  });
}

function ring(x: number, y: number, w: number, h: number): Place[] {
  return [...arc(x, y, w, h, -100, 100), ...arc(x, y, w, h, 120, 262)];
}
