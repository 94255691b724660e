import { randomId } from '../api/client';
import type { Drawing } from '../drawing/drawing';
import type { ThemeColours } from '../drawing/render';
import { byId, download } from './dom';
import { notify } from './notifications';
import { t } from '../texts/translation';

type Codec = typeof import('../drawing/share');

/** The dialog that shares the drawing as a link and saves it as an image. */
export class ShareDialog {
  readonly #dialog = byId<HTMLDialogElement>('share-dialog');
  readonly #link = byId<HTMLButtonElement>('share-link');
  #codec: Codec | null = null;

  constructor(drawing: () => Drawing, colours: () => ThemeColours) {
    const choose = (id: string, action: () => void): void => {
      byId(id).addEventListener('click', () => {
        this.#dialog.close();
        action();
      });
    };
    choose('share-link', () => {
      if (this.#codec !== null) void shareLink(drawing(), this.#codec);
    });
    choose('save-png', () =>
      byId<HTMLCanvasElement>('canvas').toBlob((png) => {
        if (png !== null) download('cirrus.png', png);
      }),
    );
    choose('save-svg', () => void saveSvg(drawing(), colours()));
    byId('share').addEventListener('click', () => {
      byId('share-note').hidden = drawing().picture === null;
      this.#dialog.showModal();
      void this.#loadCodec();
    });
  }

  /** Safari copies in the event of a click only, so the code is loaded before. */
  async #loadCodec(): Promise<void> {
    this.#link.disabled = this.#codec === null;
    this.#codec ??= await import('../drawing/share');
    this.#link.disabled = false;
  }
}

async function saveSvg(drawing: Drawing, colours: ThemeColours): Promise<void> {
  const { toSvg } = await import('../drawing/svg');
  download('cirrus.svg', new Blob([toSvg(drawing, colours)], { type: 'image/svg+xml' }));
}

/** Copies a link that replays the drawing, or opens the system's share dialog. */
async function shareLink(drawing: Drawing, { encodeDrawing }: Codec): Promise<void> {
  const link = `${location.origin}${location.pathname}#d=${encodeDrawing(drawing)}`;
  try {
    if (matchMedia('(pointer: coarse)').matches && 'share' in navigator) {
      await navigator.share({ title: 'Cirrus', url: link });
    } else {
      await navigator.clipboard.writeText(link);
      notify(t`Link copied. It replays your drawing stroke by stroke.`);
    }
  } catch {
    // The clipboard is not available, or the user closed the dialog.
    history.replaceState(null, '', link);
    notify(t`The link is in the address bar.`);
  }
}

/** The drawing in the address, or null if it contains none. */
export async function sharedDrawing(): Promise<Drawing | null> {
  const text = /^#d=(.+)$/.exec(location.hash)?.[1];
  if (text === undefined) return null;
  const { decodeDrawing } = await import('../drawing/share');
  const drawing = decodeDrawing(text, randomId(6));
  if (drawing === null) notify(t`That link contains no drawing that can be read.`);
  return drawing;
}
