import { parseHex } from '../drawing/colour';
import { Kept, type Shelf } from './shelf';

export type Scheme = 'auto' | 'light' | 'dark';

export interface Settings {
  readonly scheme: Scheme;
  /** `null`: as the scheme has it. */
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

export const STANDARD: Settings = {
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

export function keptSettings(shelf: Shelf): Kept<Settings> {
  return new Kept(shelf, 'settings', STANDARD, isSettings);
}

function isSettings(value: unknown): value is Settings {
  if (typeof value !== 'object' || value === null) return false;
  const it = value as Record<keyof Settings, unknown>;
  return (
    ['auto', 'light', 'dark'].includes(String(it.scheme)) &&
    isColour(it.ink) &&
    isColour(it.paper) &&
    typeof it.width === 'number' &&
    it.width >= 1 &&
    it.width <= 100 &&
    [it.dotted, it.pressure, it.boxes, it.why, it.singleKeys, it.keepReadings].every(
      (flag) => typeof flag === 'boolean',
    )
  );
}

function isColour(value: unknown): boolean {
  return value === null || (typeof value === 'string' && parseHex(value) !== null);
}
