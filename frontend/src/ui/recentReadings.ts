import type { StoredReading } from '../reading/storedReadings';
import { byId, createElement } from './dom';

/** Shows the recent readings in a row under the canvas. */
export function showRecentReadings(readings: readonly StoredReading[]): void {
  const list = byId('recent');
  list.replaceChildren(
    ...readings.map(({ digits, labels }) =>
      createElement(
        'li',
        labels === null ? {} : { class: 'corrected' },
        (labels ?? digits).join(''),
      ),
    ),
  );
  byId<HTMLButtonElement>('clear-recent').disabled = readings.length === 0;
  list.scrollLeft = list.scrollWidth;
}
