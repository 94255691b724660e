import { newOwnerKey } from '../api/client';
import { NO_CONTRIBUTION, isContribution } from '../dataset/contribution';
import { isLabelling } from '../dataset/labelling';
import type { PictureRef } from '../drawing/drawing';
import {
  type SerializedTimeline,
  type Timeline,
  deserializeTimeline,
  isSerializedTimeline,
  serializeTimeline,
  startTimeline,
} from '../drawing/timeline';
import { isDeferredReadings } from '../reading/deferredReadings';
import { isStoredReadings } from '../reading/storedReadings';
import { StoredValue, openStore, removeObsolete } from './localStore';
import { isOutbox } from './outbox';
import { type Language, isLanguage } from '../texts/translation';
import { type Schema, isNullOr } from './schema';
import { storedSettings } from './settings';

const store = openStore(() => window.localStorage);
const tabStore = openStore(() => window.sessionStorage);

/** 22 to 128 characters of base64url, as the interface requires. */
const isOwnerKey: Schema<string> = (value): value is string =>
  typeof value === 'string' && /^[\w-]{22,128}$/.test(value);

removeObsolete(store);

export const settingsStore = storedSettings(store);
export const readingsStore = new StoredValue(store, 'recent', [], isStoredReadings);
export const outboxStore = new StoredValue(store, 'outbox', [], isOutbox);
export const deferredStore = new StoredValue(store, 'deferred', [], isDeferredReadings);
export const contributionStore = new StoredValue(
  store,
  'contribution',
  NO_CONTRIBUTION,
  isContribution,
);
/** The language that the user chose instead of the browser's; null if none. */
export const languageStore = new StoredValue<Language | null>(store, 'language', null, isNullOr(isLanguage));
export const labellingStore = new StoredValue(store, 'labelling', null, isNullOr(isLabelling));

const ownerKeyStore = new StoredValue(store, 'owner', '', isOwnerKey);

/** The owner key, created on the first visit. */
export function ownerKey(): string {
  if (ownerKeyStore.get() === '') ownerKeyStore.set(newOwnerKey());
  return ownerKeyStore.get();
}

/** Replaces the owner key, and forgets the readings that were made with another. */
export function setOwnerKey(key: string): boolean {
  if (!isOwnerKey(key)) return false;
  if (key !== ownerKey()) forgetReadings();
  return ownerKeyStore.set(key);
}

function forgetReadings(): void {
  readingsStore.set([]);
  outboxStore.set([]);
  deferredStore.set([]);
}

/** Removes what the user drew and labelled. Until the page is reloaded, nothing more is stored. */
export function forgetEverything(): void {
  forgetReadings();
  labellingStore.set(null);
  contributionStore.set(NO_CONTRIBUTION);
  timelineOfTab.set(null);
  timelineOfLastTab.set(null);
  unsaved = null;
  isForgetting = true;
}

/**
 * The undo history. Each tab has its own; a new tab starts with the one of the tab that was hidden
 * or closed last.
 */
const timelineOfTab = new StoredValue<SerializedTimeline | null>(
  tabStore,
  'timeline',
  null,
  isNullOr(isSerializedTimeline),
);
const timelineOfLastTab = new StoredValue<SerializedTimeline | null>(
  store,
  'timeline',
  null,
  isNullOr(isSerializedTimeline),
);

export function loadTimeline(): Timeline | null {
  const serialized = timelineOfTab.get() ?? timelineOfLastTab.get();
  return serialized === null ? null : deserializeTimeline(serialized);
}

let unsaved: Timeline | null = null;
let isForgetting = false;

/** Stores the timeline when the browser is idle, because serializing it takes longer than a frame. */
export function saveTimelineSoon(timeline: Timeline): void {
  if (isForgetting) return;
  if (unsaved === null) whenIdle(saveTimelineNow);
  unsaved = timeline;
}

/** Stores the latest timeline or, if there is not enough space, the present drawing. */
export function saveTimelineNow(): void {
  if (unsaved === null) return;
  const timeline = unsaved;
  unsaved = null;
  if (!timelineOfTab.set(serializeTimeline(timeline))) {
    timelineOfTab.set(serializeTimeline(startTimeline(timeline.present)));
  }
}

export function saveTimelineForNextTab(): void {
  saveTimelineNow();
  const serialized = timelineOfTab.get();
  if (serialized !== null) timelineOfLastTab.set(serialized);
}

/** All pictures in stored timelines. */
export function storedPictures(): readonly PictureRef[] {
  return [timelineOfTab.get(), timelineOfLastTab.get()].flatMap((serialized) =>
    (serialized?.steps ?? []).flatMap(({ picture }) => picture ?? []),
  );
}

/** Safari has no `requestIdleCallback`. */
export function whenIdle(then: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(then, { timeout: 2000 });
  else setTimeout(then, 200);
}
