import type { StoredReading } from '../reading/storedReadings';
import { labelledDigits } from '../drawing/labels';
import { textOf } from '../reading/lines';
import { byId, createElement, updateList } from './dom';

/** Shows the recent readings in a row under the canvas. */
export function showRecentReadings(readings: readonly StoredReading[]): void {
  const list = byId('recent');
  const count = list.childElementCount;
  updateList(
    list,
    readings,
    ({ fingerprint }) => fingerprint,
    () => createElement('li'),
    (item, { digits, labels, lines }) => {
      const text = textOf(labelledDigits(digits, labels), lines);
      if (item.textContent !== text) item.textContent = text;
      item.classList.toggle('corrected', labels !== null);
      item.classList.toggle('several-lines', text.includes('\n'));
    },
  );
  byId<HTMLButtonElement>('clear-recent').disabled = readings.length === 0;
  if (readings.length > count) list.scrollLeft = list.scrollWidth;
}
