import { isColour } from '../drawing/colour';
import { type KeyValueStore, StoredValue } from './localStore';
import { isBoolean, isNullOr, isNumber, isObject, isOneOf } from './schema';

export type Scheme = 'auto' | 'light' | 'dark';

export interface Settings {
  readonly scheme: Scheme;
  /** `null`: the colour scheme's own. */
  readonly ink: string | null;
  readonly paper: string | null;
  readonly width: number;
  readonly dotted: boolean;
  readonly pressure: boolean;
  readonly boxes: boolean;
  readonly why: boolean;
  readonly singleKeys: boolean;
  readonly keepReadings: boolean;
}

export const DEFAULTS: Settings = {
  scheme: 'auto',
  ink: null,
  paper: null,
  width: 18,
  dotted: false,
  pressure: true,
  boxes: true,
  why: false,
  singleKeys: true,
  keepReadings: true,
};

const isSettings = isObject<Settings>({
  scheme: isOneOf('auto', 'light', 'dark'),
  ink: isNullOr(isColour),
  paper: isNullOr(isColour),
  width: isNumber(1, 100),
  dotted: isBoolean,
  pressure: isBoolean,
  boxes: isBoolean,
  why: isBoolean,
  singleKeys: isBoolean,
  keepReadings: isBoolean,
});

export function storedSettings(store: KeyValueStore): StoredValue<Settings> {
  return new StoredValue(store, 'settings', DEFAULTS, isSettings);
}
