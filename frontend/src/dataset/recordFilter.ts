import { type PredictionRecord, labelsOf } from '../api/client';
import { labelledDigits } from '../drawing/labels';
import { UNSURE_BELOW } from '../reading/readingText';

export type RecordKind = 'all' | 'unlabelled' | 'labelled' | 'corrected' | 'unsure';

/** Which records of the history are shown. */
export interface RecordFilter {
  readonly kind: RecordKind;
  /** Digits that the reading contains in this order, as labelled; empty for any. */
  readonly digits: string;
}

export function matches(record: PredictionRecord, { kind, digits }: RecordFilter): boolean {
  const labels = labelsOf(record);
  const read = record.predictions.map(({ digit }) => digit);
  const text = labelledDigits(read, labels).join('');
  return text.includes(digits) && isOfKind(record, kind);
}

function isOfKind(record: PredictionRecord, kind: RecordKind): boolean {
  const labels = labelsOf(record);
  switch (kind) {
    case 'all':
      return true;
    case 'unlabelled':
      return labels === null || labels.includes(null);
    case 'labelled':
      return labels !== null;
    case 'corrected':
      return record.predictions.some(({ digit }, i) => (labels?.[i] ?? digit) !== digit);
    case 'unsure':
      return record.predictions.some(({ confidence }) => confidence < UNSURE_BELOW);
  }
}
