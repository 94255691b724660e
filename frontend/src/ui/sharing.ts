import { randomId } from '../api/client';
import type { Drawing } from '../drawing/drawing';
import { decodeDrawing, encodeDrawing } from '../drawing/share';
import { notify } from './notifications';

/** Copies a link that replays the drawing, or opens the system's share dialog. */
export async function shareDrawing(drawing: Drawing): Promise<void> {
  if (drawing.picture !== null) {
    notify('The link contains your strokes, but not the picture under them.');
  }
  const link = `${location.origin}${location.pathname}#d=${encodeDrawing(drawing)}`;
  try {
    if (matchMedia('(pointer: coarse)').matches && 'share' in navigator) {
      await navigator.share({ title: 'Cirrus', url: link });
    } else {
      await navigator.clipboard.writeText(link);
      notify('Link copied. It replays your drawing stroke by stroke.');
    }
  } catch {
    // The clipboard is not available, or the user closed the dialog.
    history.replaceState(null, '', link);
    notify('The link is in the address bar.');
  }
}

/** The drawing in the address, or null if it contains none. */
export function sharedDrawing(): Drawing | null {
  const text = /^#d=(.+)$/.exec(location.hash)?.[1];
  if (text === undefined) return null;
  const drawing = decodeDrawing(text, randomId(6));
  if (drawing === null) notify('That link contains no drawing that can be read.');
  return drawing;
}
