import { newOwnerKey } from '../api/client';
import { isLabelling } from '../dataset/labelling';
import {
  type SerializedTimeline,
  type Timeline,
  deserializeTimeline,
  isSerializedTimeline,
  serializeTimeline,
  startTimeline,
} from '../drawing/timeline';
import { isStoredReadings } from '../reading/storedReadings';
import { StoredValue, openStore, removeObsolete } from './localStore';
import { isOutbox } from './outbox';
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
export const labellingStore = new StoredValue(store, 'labelling', null, isNullOr(isLabelling));

/** The owner key, created on the first visit. */
export function ownerKey(): string {
  const stored = new StoredValue(store, 'owner', '', isOwnerKey);
  if (stored.get() === '') stored.set(newOwnerKey());
  return stored.get();
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

/** Stores the timeline or, if there is not enough space, the present drawing. */
export function saveTimeline(timeline: Timeline): void {
  if (!timelineOfTab.set(serializeTimeline(timeline))) {
    timelineOfTab.set(serializeTimeline(startTimeline(timeline.present)));
  }
}

export function saveTimelineForNextTab(): void {
  const serialized = timelineOfTab.get();
  if (serialized !== null) timelineOfLastTab.set(serialized);
}

/** The keys of all pictures in stored timelines. */
export function storedPictures() {
  return [timelineOfTab.get(), timelineOfLastTab.get()].flatMap((serialized) =>
    (serialized?.steps ?? []).flatMap(({ picture }) => picture ?? []),
  );
}
