import { ApiError, type Reading } from '../api/client';
import type { Box, BoxEdit, Position } from '../drawing/drawing';
import { fromBase64 } from './base64';
import { applyEdits, containsCentre, rejectedBoxes } from './boxEdits';
import type { FoundDigit, Snapshot } from './liveReader';

/** A picture that the service has yet to read, in the pixels that are displayed. */
export interface UnreadPicture {
  /** Equal for equal pixels. */
  readonly key: string;
  readonly pixels: ImageData;
  /** Converts a position in the picture to canvas units. */
  toCanvas(x: number, y: number): Position;
  readonly edits: readonly BoxEdit[];
  /** The ink in a part of the canvas as one digit; null if there is none. */
  normalize(box: Box): Promise<FoundDigit | null>;
}

interface PictureContents {
  readonly digits: readonly FoundDigit[];
  readonly rejected: readonly Box[];
  readonly sheet: readonly Position[] | null;
}

/**
 * Lets the service find the digits in pictures, as it does for every caller: it cuts by recognition,
 * which needs the network. The last picture is kept, so that edits of its boxes do not send it again.
 */
export class PictureReader {
  readonly #read: (pixels: ImageData) => Promise<Reading>;
  #last: { readonly key: string; readonly contents: Promise<PictureContents> } | null = null;

  constructor(read: (pixels: ImageData) => Promise<Reading>) {
    this.#read = read;
  }

  /** Completes the snapshot of a picture. */
  async read(snapshot: Snapshot): Promise<Snapshot> {
    const { picture } = snapshot;
    if (picture === null) return snapshot;
    const { digits, rejected, sheet } = await this.#contentsOf(picture);
    const edited = await applyEdits(digits, picture.edits, picture.normalize);
    return {
      ...snapshot,
      picture: null,
      digits: edited,
      rejected: [
        ...rejected.filter((box) => !edited.some((digit) => containsCentre(digit.box, box))),
        ...rejectedBoxes(picture.edits, edited),
      ],
      sheet,
    };
  }

  async #contentsOf(picture: UnreadPicture): Promise<PictureContents> {
    if (this.#last?.key !== picture.key) {
      this.#last = { key: picture.key, contents: this.#request(picture) };
    }
    const { contents } = this.#last;
    try {
      return await contents;
    } catch (error) {
      if (this.#last?.contents === contents) this.#last = null;
      throw error;
    }
  }

  async #request(picture: UnreadPicture): Promise<PictureContents> {
    const onCanvas = ({ x, y, width, height }: Box): Box => {
      const from = picture.toCanvas(x, y);
      const to = picture.toCanvas(x + width, y + height);
      return { ...from, width: to.x - from.x, height: to.y - from.y };
    };
    try {
      const reading = await this.#read(picture.pixels);
      return {
        digits: reading.predictions.flatMap(({ box, pixels, line }) =>
          box === undefined || pixels === undefined
            ? []
            : [{ box: onCanvas(box), pixels: fromBase64(pixels), line: line ?? 0, isCertain: true }],
        ),
        rejected: (reading.rejected ?? []).map(onCanvas),
        sheet: reading.sheet?.map(([x = 0, y = 0]) => picture.toCanvas(x, y)) ?? null,
      };
    } catch (error) {
      if (!(error instanceof ApiError && error.kind === 'nothing-drawn')) throw error;
      return { digits: [], rejected: [], sheet: null };
    }
  }
}
