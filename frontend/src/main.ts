import { Api, randomId } from './api/client';
import { emptyDrawing, isEmpty } from './drawing/drawing';
import { startTimeline } from './drawing/timeline';
import { ReadingSession, type SessionState } from './reading/readingSession';
import { spokenReading } from './reading/readingText';
import { Outbox } from './storage/outbox';
import {
  labellingStore,
  loadTimeline,
  outboxStore,
  ownerKey,
  readingsStore,
  saveTimeline,
  saveTimelineForNextTab,
  settingsStore,
  storedPictures,
} from './storage/pageStorage';
import type { Settings } from './storage/settings';
import { CanvasView } from './ui/canvasView';
import { closeDigitPicker } from './ui/digitPicker';
import { after, byId } from './ui/dom';
import { ErrorBar } from './ui/errorBar';
import { Explanation } from './ui/explanation';
import { HistoryView } from './ui/historyView';
import { LabellingView } from './ui/labellingView';
import { ModelView } from './ui/modelView';
import { announce, notify } from './ui/notifications';
import { PictureLoader } from './ui/pictureLoader';
import { ReadingPanel } from './ui/readingPanel';
import { showRecentReadings } from './ui/recentReadings';
import { canDraw, currentView, showCurrentView } from './ui/router';
import { SettingsDrawer } from './ui/settingsDrawer';
import { sharedDrawing, shareDrawing } from './ui/sharing';
import { listenForShortcuts } from './ui/shortcuts';
import { captureSnapshot, warmUpVision } from './ui/snapshot';
import { applyScheme, nextScheme, onSystemSchemeChange, themeColours } from './ui/theme';

/** How long a collected digit stays on the canvas in the labelling mode. */
const NEXT_DRAWING_MS = 700;

const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
let settings: Settings = settingsStore.get();
const colours = () => themeColours(settings.scheme);

const api = new Api((input, init) => fetch(input, init), ownerKey());

const outbox = new Outbox({
  send: (entry) =>
    entry.kind === 'correct' ? api.correct(entry.id, entry.labels) : api.deletePrediction(entry.id),
  load: () => outboxStore.get(),
  save: (entries) => outboxStore.set(entries),
  dropped: (entry, error) => {
    if (entry.kind === 'correct') notify(`The correction was not saved: ${error.message}`);
  },
  after,
  random: Math.random,
});

// ---- the canvas -------------------------------------------------------------

const pictureLoader = new PictureLoader((picture) => {
  if (!canDraw()) location.hash = '#draw';
  canvasView.placePicture(picture);
});

const canvasView = new CanvasView(
  {
    pen: () => ({ colour: settings.ink, width: settings.width, dotted: settings.dotted }),
    usesPressure: () => settings.pressure,
    themeColours: colours,
    picture: (ref) => pictureLoader.get(ref),
    newDrawingId: () => {
      const id = randomId(6);
      if (labelling.isOpen) labelling.startDrawing(id);
      return id;
    },
    paper: () => settings.paper,
    moved: () => session.moved(),
    changed: () => {
      updateTools();
      session.changed();
    },
    cleared: () => {
      updateTools();
      errorBar.hide();
      session.cleared();
    },
    // Requesting a reading comes first, because saving takes time.
    save: (timeline) => queueMicrotask(() => saveTimeline(timeline)),
  },
  loadTimeline() ?? startTimeline(emptyDrawing(randomId(6), settings.paper)),
);

function updateTools(): void {
  const empty = isEmpty(canvasView.drawing);
  byId<HTMLButtonElement>('undo').disabled = !canvasView.canUndo;
  byId<HTMLButtonElement>('redo').disabled = !canvasView.canRedo;
  byId<HTMLButtonElement>('clear').disabled = empty;
  byId<HTMLButtonElement>('share').disabled = canvasView.drawing.strokes.length === 0;
  byId('hint').hidden = !empty || canvasView.isDrawing;
}

// ---- the reading ------------------------------------------------------------

const errorBar = new ErrorBar(() => session.retry());

const session: ReadingSession = new ReadingSession({
  capture: () => {
    const { drawing } = canvasView;
    const picture = drawing.picture === null ? null : pictureLoader.get(drawing.picture);
    const snapshot = captureSnapshot(drawing, colours(), picture);
    if (picture !== null && snapshot.digits.length === 0) errorBar.show('nothing-found');
    return snapshot;
  },
  predict: (snapshot, record, id) =>
    api.predict({
      ...(id === null ? {} : { id }),
      images: snapshot.digits.map(({ pixels }) => [...pixels]),
      record,
      source: snapshot.file === null ? 'canvas' : 'upload',
      ...(snapshot.file === null ? {} : { file: snapshot.file.slice(0, 255) }),
    }),
  isRecorded: (id) => api.isRecorded(id),
  shouldRecord: () => settings.keepReadings || labelling.isOpen,
  load: () => readingsStore.get(),
  save: (readings) => readingsStore.set(readings),
  enqueue: (entry) => outbox.add(entry),
  stateChanged: (state) => showState(state),
  finished: (result) => {
    announce(spokenReading(result.predictions));
    if (labelling.isOpen && result.snapshot.drawingId === canvasView.drawing.id) {
      labelling.collect(result);
    }
    void explanation.explain(session.state);
  },
  failed: (error, retryInMs) => errorBar.show(error.kind, retryInMs),
  slow: () => {
    if (errorBar.kind === null) errorBar.show('slow');
  },
  after,
  random: Math.random,
});

const panel = new ReadingPanel(
  (digit) => void correct(digit),
  (index) => session.select(index),
);
const explanation = new Explanation(api);

function showState(state: SessionState): void {
  panel.show({ ...state, boxes: settings.boxes, blank: isEmpty(canvasView.drawing) });
  showRecentReadings(state.recent);
  explanation.update(state);
  if (state.result !== null || errorBar.kind === 'slow') errorBar.hide();
}

async function predict(): Promise<void> {
  if (isEmpty(canvasView.drawing)) {
    errorBar.show('nothing-drawn');
    return;
  }
  const result = await session.predict();
  if (result === null && errorBar.kind === null && session.state.result === null) {
    errorBar.show('nothing-drawn');
  }
}

async function correct(digit: number): Promise<void> {
  if (session.state.result === null) return;
  if (await session.correct(digit)) announce(`Corrected to ${digit}.`);
}

function selectBy(step: -1 | 1): void {
  session.select(session.state.selected + step);
  const { result, labels, selected } = session.state;
  const prediction = result?.predictions[selected];
  if (result === null || prediction === undefined) return;
  const digit = labels?.[selected] ?? prediction.digit;
  announce(`Digit ${selected + 1} of ${result.predictions.length}: ${digit}.`);
}

// ---- actions ----------------------------------------------------------------

function undo(): void {
  if (canvasView.undo()) announce('Undone.');
}

function redo(): void {
  if (canvasView.redo()) announce('Redone.');
}

function clear(): void {
  if (canvasView.clear()) announce('Canvas cleared.');
}

function toggleWhy(): void {
  changeSettings({ why: !settings.why });
  explanation.enable(settings.why, session.state);
}

function changeSettings(change: Partial<Settings>): void {
  settings = { ...settingsStore.get(), ...change };
  settingsStore.set(settings);
  applyScheme(settings.scheme);
  if ('paper' in change) canvasView.setPaper(settings.paper);
  canvasView.repaint();
  showState(session.state);
}

// ---- views ------------------------------------------------------------------

const labelling = new LabellingView({
  stored: labellingStore,
  label: (fingerprint, labels) => session.label(fingerprint, labels),
  deleteReading: (fingerprint) => session.deleteReading(fingerprint),
  startNextDrawing,
});

function startNextDrawing(drawingId: string): void {
  after(NEXT_DRAWING_MS, () => {
    if (!labelling.isOpen || canvasView.drawing.id !== drawingId) return;
    if (canvasView.isDrawing) startNextDrawing(drawingId);
    else canvasView.clear();
  });
}

const settingsDrawer = new SettingsDrawer({
  get: () => settings,
  set: changeSettings,
  themeColours: colours,
});
const historyView = new HistoryView({
  api,
  correct: (id, labels) => session.labelRecord(id, labels),
  deleteRecord: (id) => session.deleteRecord(id),
});
const modelView = new ModelView(api);

function showView(): void {
  const view = currentView();
  closeDigitPicker();
  showCurrentView();
  if (view === 'teach') openLabelling();
  else labelling.close();
  if (view === 'history') void historyView.open();
  if (view === 'model') void modelView.open();
  else modelView.close();
  const drawing = sharedDrawing();
  if (drawing !== null) {
    history.replaceState(null, '', '#draw');
    void canvasView.replay(drawing, reducedMotion.matches);
  }
}

function openLabelling(): void {
  labelling.open();
  if (canvasView.drawing.id === labelling.drawingId) return;
  // The present drawing was not made for the requested digit and would be labelled with it.
  canvasView.clear();
  labelling.startDrawing(canvasView.drawing.id);
}

// ---- events -----------------------------------------------------------------

const helpDialog = byId<HTMLDialogElement>('help-dialog');

listenForShortcuts({
  canDraw,
  singleKeys: () => settings.singleKeys,
  undo,
  redo,
  clear,
  predict: () => void predict(),
  correct: (digit) => void correct(digit),
  selectBy,
  toggleWhy,
  help: () => helpDialog.showModal(),
});
byId('undo').addEventListener('click', undo);
byId('redo').addEventListener('click', redo);
byId('clear').addEventListener('click', clear);
byId('predict').addEventListener('click', () => void predict());
byId('share').addEventListener('click', () => void shareDrawing(canvasView.drawing));
byId('why').addEventListener('click', toggleWhy);
byId('help').addEventListener('click', () => helpDialog.showModal());
byId('clear-recent').addEventListener('click', () => {
  session.clearRecent();
  announce('Predictions cleared.');
});
byId('scheme').addEventListener('click', () => {
  const [scheme, name] = nextScheme(settings.scheme);
  changeSettings({ scheme });
  settingsDrawer.show();
  notify(`${name}.`);
});
byId('skip').addEventListener('click', (event) => {
  if (!canDraw()) return;
  // Following the link would change the address and thereby leave the labelling mode.
  event.preventDefault();
  byId('canvas').focus();
});
byId('canvas').addEventListener('pointerdown', () => {
  byId('hint').hidden = true;
  if (errorBar.kind === 'nothing-drawn' || errorBar.kind === 'nothing-found') errorBar.hide();
});
for (const dialog of document.querySelectorAll('dialog')) {
  dialog.addEventListener('click', (event) => {
    // The target of a click on the backdrop is the dialog itself.
    const close = (event.target as Element).closest('[data-close]');
    if (close !== null || event.target === dialog) dialog.close();
  });
}
onSystemSchemeChange(() => {
  canvasView.repaint();
  settingsDrawer.show();
});
document.addEventListener('visibilitychange', () => {
  if (document.hidden) saveTimelineForNextTab();
});
window.addEventListener('hashchange', showView);
window.addEventListener('online', () => {
  session.retry();
  outbox.run();
  if (!canDraw()) showView();
});

// ---- start ------------------------------------------------------------------

explanation.enable(settings.why, session.state);
updateTools();
showState(session.state);
void pictureLoader.restore(storedPictures()).then(() => {
  canvasView.repaint();
  if (canvasView.drawing.picture !== null) session.resume();
});
if (!isEmpty(canvasView.drawing) && canvasView.drawing.picture === null) session.resume();
showView();
void modelView.showModelLink();
outbox.run();
warmUp(10);

/** The first calls of `vision` take ten times as long as later ones, so they come before the user draws. */
function warmUp(times: number): void {
  if (times === 0) return;
  after(150, () => {
    if (!canvasView.isDrawing) warmUpVision(colours());
    warmUp(times - 1);
  });
}
