import { Api, ApiError, randomId } from './api/client';
import { type Drawing, emptyDrawing, fingerprintOf, isEmpty } from './drawing/drawing';
import { startTimeline } from './drawing/timeline';
import { DeviceReader } from './network/deviceReader';
import { loadModel } from './network/modelLoader';
import { DeferredReadings } from './reading/deferredReadings';
import { PictureReader } from './reading/pictureReading';
import { ReadingSession, type SessionState } from './reading/readingSession';
import { spokenReading } from './reading/readingText';
import { Outbox } from './storage/outbox';
import {
  contributionStore,
  deferredStore,
  labellingStore,
  languageStore,
  loadTimeline,
  outboxStore,
  ownerKey,
  readingsStore,
  saveTimelineNow,
  saveTimelineSoon,
  saveTimelineForNextTab,
  settingsStore,
  storedPictures,
  whenIdle,
} from './storage/pageStorage';
import type { Settings } from './storage/settings';
import { BoxOverlay } from './ui/boxOverlay';
import { BoxTools } from './ui/boxTools';
import { CanvasView } from './ui/canvasView';
import { showDeviceNote } from './ui/deviceNote';
import { closeDialogsOnClick } from './ui/dialogs';
import { after, byId } from './ui/dom';
import { EraserButton } from './ui/eraserButton';
import { ErrorBar } from './ui/errorBar';
import { Explanation } from './ui/explanation';
import { Inside } from './ui/inside';
import { LabellingView } from './ui/labellingView';
import { listenForLanguage } from './ui/languageSwitch';
import { LazyViews } from './ui/lazyViews';
import { ModelChip } from './ui/modelChip';
import { announce, notify } from './ui/notifications';
import { PictureLoader } from './ui/pictureLoader';
import { ReadingPanel } from './ui/readingPanel';
import { showRecentReadings } from './ui/recentReadings';
import { canDraw, currentView, showCurrentView } from './ui/router';
import { SettingsDrawer } from './ui/settingsDrawer';
import { ShareDialog, sharedDrawing } from './ui/sharing';
import { listenForShortcuts } from './ui/shortcuts';
import { captureSnapshot, copyOf, encodePicture, samplePixels } from './ui/snapshot';
import { listenForArrowKeys } from './ui/toolbar';
import { applyScheme, nextScheme, onSystemSchemeChange, themeColours } from './ui/theme';
import { loadLanguage, preferredLanguage, t, translateDocument } from './texts/translation';
import { Vision } from './vision/vision';

await loadLanguage(languageStore.get() ?? preferredLanguage(navigator.languages));
translateDocument(document);

/** The width of the eraser relative to the pen. */
const ERASER_WIDTH = 1.8;
/** How long a collected digit stays on the canvas in the labelling mode. */
const NEXT_DRAWING_MS = 700;
const WARM_UPS = 10;

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
    if (entry.kind === 'correct') notify(t`The correction was not saved: ${error.message}`);
  },
  after,
  random: Math.random,
});

// ---- the canvas -------------------------------------------------------------

const eraser = new EraserButton();

const pictureLoader = new PictureLoader((picture) => {
  if (!canDraw()) location.hash = '#draw';
  canvasView.placePicture(picture);
});

const canvasView = new CanvasView(
  {
    pen: () =>
      eraser.isOn
        ? { colour: null, width: settings.width * ERASER_WIDTH, dotted: false, eraser: true }
        : { colour: settings.ink, width: settings.width, dotted: settings.dotted, eraser: false },
    usesPressure: () => settings.pressure,
    themeColours: colours,
    picture: (ref) => pictureLoader.get(ref),
    newDrawingId: () => {
      const id = randomId(6);
      if (labelling.isOpen) labelling.startDrawing(id);
      return id;
    },
    paper: () => settings.paper,
    strokeStarts: () => {
      if (labelling.isCollected && !isEmpty(canvasView.drawing)) canvasView.clear();
    },
    moved: () => session.moved(),
    changed: () => {
      // First, because the reading is awaited.
      session.changed();
      updateTools();
    },
    cleared: () => {
      updateTools();
      errorBar.hide();
      session.cleared();
    },
    save: saveTimelineSoon,
    tapped: (x, y) => settings.boxes && !eraser.isOn && boxTools.selectAt(x, y),
    labelsChanged: (labels) => session.setLabels(labels),
  },
  loadTimeline() ?? startTimeline(emptyDrawing(randomId(6), settings.paper)),
);

function updateTools(): void {
  const empty = isEmpty(canvasView.drawing);
  if (empty) eraser.disable();
  else eraser.enable();
  byId<HTMLButtonElement>('undo').disabled = !canvasView.canUndo;
  byId<HTMLButtonElement>('redo').disabled = !canvasView.canRedo;
  byId<HTMLButtonElement>('clear').disabled = empty;
  byId<HTMLButtonElement>('share').disabled = canvasView.drawing.strokes.length === 0;
  byId('hint').hidden = !empty || canvasView.isDrawing;
}

// ---- the reading ------------------------------------------------------------

const errorBar = new ErrorBar(() => session.retry());

const device = new DeviceReader({
  load: () =>
    loadModel({
      servingModel: () => modelChip.card(),
      fetch: (input, init) => fetch(input, init),
      caches: 'caches' in window ? caches : null,
      startWorker: () =>
        new Worker(new URL('./network/networkWorker.ts', import.meta.url), { type: 'module' }),
    }),
  changed: () => showDeviceNote(device, session.state),
});
const vision = new Vision(
  () => new Worker(new URL('./vision/visionWorker.ts', import.meta.url), { type: 'module' }),
);
const pictureReader = new PictureReader(async (pixels) => api.readPicture(await encodePicture(pixels)));

const session: ReadingSession = new ReadingSession({
  capture: () => {
    const { drawing } = canvasView;
    const picture = drawing.picture === null ? null : pictureLoader.get(drawing.picture);
    // On a picture, only complete strokes are read.
    const liveStroke = picture === null ? canvasView.liveStroke : null;
    return captureSnapshot(vision, drawing, liveStroke, colours(), picture);
  },
  readPicture: (snapshot) => pictureReader.read(snapshot),
  rejectsMarks: () => !labelling.isOpen,
  predict: async (snapshot, record, id) => {
    const reading = await api.predict({
      ...(id === null ? {} : { id }),
      images: snapshot.digits.map(({ pixels }) => [...pixels]),
      record,
      source: snapshot.file === null ? 'canvas' : 'upload',
      ...(snapshot.file === null ? {} : { file: snapshot.file.slice(0, 255) }),
    });
    modelChip.served(reading.model);
    return reading;
  },
  readOnDevice: ({ digits }) => device.read(digits),
  liveSource: () => {
    // Reading a picture means painting and sending it as a whole.
    if (canvasView.drawing.picture !== null) return null;
    return device.model === null ? 'service' : 'device';
  },
  compare: (model, drawingId, ofService, onDevice) =>
    device.compare(model, drawingId, ofService, onDevice),
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
  failed: (error, retryInMs) =>
    errorBar.show(
      error.kind === 'offline' && device.model !== null ? 'offline-device' : error.kind,
      retryInMs,
      error.message,
    ),
  slow: () => {
    if (errorBar.kind === null) errorBar.show('slow');
  },
  unread: (snapshot) => deferred.add(snapshot),
  after,
  random: Math.random,
});

const deferred = new DeferredReadings({
  load: () => deferredStore.get(),
  save: (readings) => deferredStore.set(readings),
  read: (snapshot) => session.readDeferred(snapshot),
  after,
  random: Math.random,
});

const boxOverlay = new BoxOverlay();
const boxTools: BoxTools = new BoxTools({
  state: () => session.state,
  select: (index) => session.select(index),
  fingerprint: () => fingerprintOf(canvasView.drawing),
  edit: (edits) => canvasView.editBoxes(edits),
  dragBox: (done) => canvasView.dragBox(done),
});
const panel = new ReadingPanel(
  (digit) => void correct(digit),
  (index) => session.select(index),
);
const explanation = new Explanation(
  api,
  device,
  () => canvasView.drawing.paper ?? colours().paper,
);
const inside = new Inside(device);

function showState(state: SessionState): void {
  panel.show({ ...state, blank: isEmpty(canvasView.drawing) && !canvasView.isDrawing });
  boxOverlay.show(settings.boxes ? state : null);
  boxTools.update(state);
  showRecentReadings(state.recent);
  explanation.update(state);
  showDeviceNote(device, state);
  inside.update(state);
  if (!state.pending && (state.result !== null || errorBar.kind === 'slow')) errorBar.hide();
  if (!state.pending && state.result?.predictions.length === 0 && state.result.snapshot.file !== null) {
    errorBar.show('nothing-found');
  }
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
  const index = session.state.selected;
  if (!(await session.correct(digit))) return;
  const { result, labels } = session.state;
  if (result?.snapshot.fingerprint === fingerprintOf(canvasView.drawing)) {
    canvasView.setLabels(labels);
    updateTools();
  }
  announce(labels?.[index] === digit ? t`Corrected to ${digit}.` : t`Label withdrawn.`);
}

function selectBy(step: -1 | 1): void {
  boxTools.open();
  session.select(session.state.selected + step);
  const { result, labels, selected } = session.state;
  const prediction = result?.predictions[selected];
  if (result === null || prediction === undefined) return;
  const digit = labels?.[selected] ?? prediction.digit;
  announce(t`Digit ${selected + 1} of ${result.predictions.length}: ${digit}.`);
}

// ---- actions ----------------------------------------------------------------

function undo(): void {
  if (canvasView.undo()) announce(t`Undone.`);
}

function redo(): void {
  if (canvasView.redo()) announce(t`Redone.`);
}

function clear(): void {
  if (canvasView.clear()) announce(t`Canvas cleared.`);
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
  contribution: contributionStore,
  label: (fingerprint, labels) => session.label(fingerprint, labels),
  deleteReading: (fingerprint) => session.deleteReading(fingerprint),
  startNextDrawing,
});

function startNextDrawing(drawingId: string): void {
  after(NEXT_DRAWING_MS, () => {
    if (labelling.isOpen && canvasView.drawing.id === drawingId) canvasView.clear();
  });
}

listenForLanguage(languageStore);
const settingsDrawer = new SettingsDrawer({
  get: () => settings,
  set: changeSettings,
  themeColours: colours,
});

const modelChip = new ModelChip(api);
const lazyViews = new LazyViews(api, session, device, modelChip);

function showView(): void {
  const view = currentView();
  showCurrentView();
  if (view === 'teach') openLabelling();
  else closeLabelling();
  if (view === 'inside') void inside.open(session.state);
  else inside.close();
  if (view === 'history') void lazyViews.openHistory();
  else lazyViews.closeHistory();
  if (view === 'model') void lazyViews.openModel();
  else lazyViews.closeModel();
  void replaySharedDrawing();
}

async function replaySharedDrawing(): Promise<void> {
  const drawing = await sharedDrawing();
  if (drawing === null) return;
  history.replaceState(null, '', '#draw');
  void canvasView.replay(drawing, reducedMotion.matches);
}

/** The drawing that was on the canvas before the labelling mode. */
let setAside: Drawing | null = null;

async function showLearnedLabels(): Promise<void> {
  const card = await modelChip.load();
  if (card?.run === undefined) return;
  labelling.showLearned(await (await lazyViews.learnedLabels()).describe(card));
}

function openLabelling(): void {
  labelling.open();
  void showLearnedLabels();
  if (canvasView.drawing.id === labelling.drawingId) return;
  // The present drawing was not made for the requested digit and would be labelled with it.
  setAside = isEmpty(canvasView.drawing) ? null : canvasView.drawing;
  canvasView.clear();
  labelling.startDrawing(canvasView.drawing.id);
}

function closeLabelling(): void {
  if (!labelling.isOpen) return;
  labelling.close();
  if (setAside !== null) canvasView.restore(setAside);
  setAside = null;
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
  removeBox: () => boxTools.remove(),
  toggleEraser: () => eraser.toggle(),
  toggleWhy,
  help: () => helpDialog.showModal(),
});
for (const button of document.querySelectorAll('[data-label-queue]')) {
  button.addEventListener('click', () => void lazyViews.openLabelQueue());
}
byId('queue-dialog').addEventListener('close', () => {
  if (currentView() === 'history') showView();
});
byId('undo').addEventListener('click', undo);
byId('redo').addEventListener('click', redo);
byId('clear').addEventListener('click', clear);
byId('predict').addEventListener('click', () => void predict());
new ShareDialog(() => canvasView.drawing, colours);
listenForArrowKeys(byId('tools'));
byId('why').addEventListener('click', toggleWhy);
for (const type of ['pointerover', 'focusin', 'pointerout', 'focusout'] as const) {
  byId('bars').addEventListener(type, ({ target }) => {
    const bar = (target as Element).closest<HTMLElement>('.bar');
    if (bar === null) return;
    const isEntering = type === 'pointerover' || type === 'focusin';
    explanation.explainDigit(isEntering ? Number(bar.dataset['digit']) : null, session.state);
  });
}
byId('help').addEventListener('click', () => helpDialog.showModal());
byId('clear-recent').addEventListener('click', () => {
  session.clearRecent();
  announce(t`Predictions cleared.`);
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
closeDialogsOnClick();
onSystemSchemeChange(() => {
  canvasView.repaint();
  settingsDrawer.show();
});
document.addEventListener('visibilitychange', () => {
  if (document.hidden) saveTimelineForNextTab();
});
window.addEventListener('pagehide', saveTimelineNow);
window.addEventListener('hashchange', () => {
  showView();
  scrollTo(0, 0);
});
window.addEventListener('vite:preloadError', () => {
  notify(t`A part of the page could not be loaded.`, {
    name: t`Reload the page`,
    run: () => location.reload(),
  });
});
window.addEventListener('online', () => {
  session.retry();
  outbox.run();
  deferred.run();
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
void modelChip.load();
outbox.run();
deferred.run();
byId('hint').classList.toggle('first-visit', readingsStore.get().length === 0);
whenIdle(() => void warmUp());
whenIdle(() => void device.load());
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  whenIdle(() => void navigator.serviceWorker.register('/sw.js'));
}

/** The first calls of `vision` take ten times as long as later ones, so they come before the user draws. */
async function warmUp(): Promise<void> {
  const pixels = samplePixels(colours());
  try {
    for (let i = 0; i < WARM_UPS && !canvasView.isDrawing; i++) await vision.find(copyOf(pixels));
  } catch (error) {
    // The next reading starts another worker, and reports if that can't be loaded either.
    if (!(error instanceof ApiError)) throw error;
  }
}
