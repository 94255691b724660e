import { Api, ApiFailure, newOwnerKey, randomName } from './api/client';
import type { Lesson } from './collection/lesson';
import { type Drawing, type PictureRef, emptyDrawing, isEmpty } from './drawing/drawing';
import type { Inks } from './drawing/render';
import { decodeDrawing, encodeDrawing } from './drawing/share';
import {
  type PackedTimeline,
  type Timeline,
  packTimeline,
  startTimeline,
  unpackTimeline,
} from './drawing/timeline';
import { type Errand, Outbox } from './keep/outbox';
import { type Scheme, type Settings, keptSettings } from './keep/settings';
import { Kept, shelfOf } from './keep/shelf';
import { announce, tell } from './page/announce';
import { Desk } from './page/desk';
import { after, byId, make } from './page/dom';
import { closeKeypad } from './page/keypad';
import { HistoryView } from './page/historyView';
import { LessonView } from './page/lessonView';
import { ModelView } from './page/modelView';
import { Panel } from './page/panel';
import { Pictures } from './page/pictures';
import { SettingsDrawer } from './page/settingsDrawer';
import { look, practise } from './page/sight';
import { paintWorth } from './page/worthMap';
import { type Remembered, isMemory } from './reading/memory';
import { occlusions, worth } from './reading/occlusion';
import { Session, type SessionState } from './reading/session';
import { TROUBLES, type Trouble, sorry } from './reading/troubles';
import { spoken } from './reading/words';

const shelf = shelfOf(() => window.localStorage);
const isText = (value: unknown): value is string => typeof value === 'string';
const isAny = <T>(value: unknown): value is T => typeof value === 'object' && value !== null;

// ---- what is kept -----------------------------------------------------------

const keptSetting = keptSettings(shelf);
const keptKey = new Kept(shelf, 'owner', '', isText);
/** Each tab has its own sheets; the next new tab begins with those of the last one that was left. */
const ownShelf = shelfOf(() => window.sessionStorage);
const keptSheets = new Kept<PackedTimeline | null>(ownShelf, 'sheets', null, isAny);
const lastSheets = new Kept<PackedTimeline | null>(shelf, 'sheets', null, isAny);
const sheetsAtStart = keptSheets.get() ?? lastSheets.get();
const keptMemory = new Kept<readonly Remembered[]>(shelf, 'readings', [], isMemory);
const keptErrands = new Kept<readonly Errand[]>(shelf, 'errands', [], isAny);
const keptLesson = new Kept<Lesson | null>(shelf, 'lesson', null, isAny);

let settings: Settings = keptSetting.get();
if (keptKey.get() === '') keptKey.set(newOwnerKey());
const newSheet = (): string => randomName(6);

// ---- colours and scheme -----------------------------------------------------

const systemDark = matchMedia('(prefers-color-scheme: dark)');
const stillness = matchMedia('(prefers-reduced-motion: reduce)');
const INKS: Readonly<Record<'light' | 'dark', Inks>> = {
  light: { ink: '#17203a', paper: '#ffffff' },
  dark: { ink: '#f1f4ff', paper: '#0e152b' },
};

function inks(): Inks {
  const { scheme } = settings;
  return INKS[scheme === 'auto' ? (systemDark.matches ? 'dark' : 'light') : scheme];
}

function change(changed: Partial<Settings>): void {
  settings = { ...keptSetting.get(), ...changed };
  keptSetting.set(settings);
  if (settings.scheme === 'auto') delete document.documentElement.dataset['scheme'];
  else document.documentElement.dataset['scheme'] = settings.scheme;
  if ('paper' in changed) desk.setPaper(settings.paper);
  desk.repaint();
  show(session.state);
}

// ---- the service ------------------------------------------------------------

const api = new Api((input, init) => fetch(input, init), keptKey.get());

const outbox = new Outbox({
  carry: async (errand) => {
    if (errand.kind === 'correct') await api.correct(errand.id, errand.labels);
    else await api.forget(errand.id);
  },
  load: () => keptErrands.get(),
  save: (errands) => keptErrands.set(errands),
  lost: (errand, failure) => {
    if (errand.kind === 'correct') tell(`The correction was not taken: ${failure.message}`);
  },
  after,
  chance: Math.random,
});

// ---- the desk and the reading -----------------------------------------------

const pictures = new Pictures((ref) => {
  if (!inStudio()) location.hash = '#draw';
  desk.lay(ref);
});

const desk = new Desk(
  {
    pen: () => ({ colour: settings.ink, width: settings.width, dotted: settings.dotted }),
    pressure: () => settings.pressure,
    inks,
    picture: (ref) => pictures.get(ref),
    newSheet: () => {
      const sheet = newSheet();
      if (lesson.on) lesson.begin(sheet);
      return sheet;
    },
    paper: () => settings.paper,
    moved: () => session.moved(),
    changed: () => {
      showTools();
      session.changed();
    },
    cleared: () => {
      showTools();
      hideTrouble();
      session.cleared();
    },
    // A stroke is on its way to be read before it is kept.
    keep: (timeline) => queueMicrotask(() => keep(timeline)),
  },
  restored(),
);

function keep(timeline: Timeline): void {
  if (!keptSheets.set(packTimeline(timeline))) keptSheets.set(packTimeline(startTimeline(timeline.present)));
}

function restored(): Timeline {
  try {
    if (sheetsAtStart !== null) return unpackTimeline(sheetsAtStart);
  } catch {
    // What was kept is of another version: a fresh sheet then.
  }
  return startTimeline(emptyDrawing(newSheet(), settings.paper));
}

const session: Session = new Session({
  look: () => {
    const { drawing } = desk;
    const picture = drawing.picture === null ? null : pictures.get(drawing.picture);
    const sight = look(drawing, inks(), picture);
    if (picture !== null && sight.digits.length === 0) showTrouble('nothing-found', null);
    return sight;
  },
  predict: (sight, record, id) =>
    api.predict({
      ...(id === null ? {} : { id }),
      images: sight.digits.map(({ pixels }) => [...pixels]),
      record,
      source: sight.file === null ? 'canvas' : 'upload',
      ...(sight.file === null ? {} : { file: sight.file.slice(0, 255) }),
    }),
  isRecorded: (id) => api.isRecorded(id),
  keeps: () => settings.keepReadings || lesson.on,
  load: () => keptMemory.get(),
  save: (memory) => keptMemory.set(memory),
  post: (errand) => outbox.add(errand),
  shown: (state) => show(state),
  finished: (answer) => {
    announce(spoken(answer.predictions));
    if (lesson.on && answer.sight.sheet === desk.drawing.sheet) lesson.take(answer);
    if (settings.why) void explain();
  },
  failed: (failure, retryInMs) => showTrouble(failure.kind, retryInMs),
  late: () => {
    if (byId('trouble').hidden) showTrouble('late', null);
  },
  after,
  chance: Math.random,
});

const panel = new Panel(
  (digit) => void correct(digit),
  (index) => session.select(index),
);

const lesson = new LessonView({
  kept: keptLesson,
  label: (marks, labels) => session.label(marks, labels),
  forget: (marks) => session.forget(marks),
  nextSheet,
});

function nextSheet(sheet: string): void {
  after(700, () => {
    if (!lesson.on || desk.drawing.sheet !== sheet) return;
    if (desk.writing) nextSheet(sheet);
    else desk.clear();
  });
}

const drawer = new SettingsDrawer({ get: () => settings, set: change, inks });
const historyView = new HistoryView({
  api,
  correct: (id, labels) => session.labelRecord(id, labels),
  forget: (id) => session.forgetRecord(id),
});
const modelView = new ModelView(api);

let shownMarks = '';

function show(state: SessionState): void {
  panel.show({ ...state, boxes: settings.boxes, blank: isEmpty(desk.drawing) });
  showRow(state.row);
  const at = `${state.answer?.sight.marks}:${state.selected}`;
  if (at !== shownMarks) {
    shownMarks = at;
    paintWorth(byId<HTMLCanvasElement>('worth'), null);
    if (settings.why && state.kept) void explain();
  }
  if (state.answer !== null || byId('trouble').dataset['kind'] === 'late') hideTrouble();
}

function showTools(): void {
  const empty = isEmpty(desk.drawing);
  byId<HTMLButtonElement>('undo').disabled = !desk.canUndo;
  byId<HTMLButtonElement>('redo').disabled = !desk.canRedo;
  byId<HTMLButtonElement>('clear').disabled = empty;
  byId<HTMLButtonElement>('share').disabled = desk.drawing.strokes.length === 0;
  byId('hint').hidden = !empty || desk.writing;
}

function showRow(row: readonly Remembered[]): void {
  const list = byId('row');
  list.replaceChildren(
    ...row.map((reading) =>
      make(
        'li',
        reading.labels === null ? {} : { class: 'corrected' },
        (reading.labels ?? reading.digits).join(''),
      ),
    ),
  );
  byId<HTMLButtonElement>('clear-row').disabled = row.length === 0;
  list.scrollLeft = list.scrollWidth;
}

async function predict(): Promise<void> {
  if (isEmpty(desk.drawing)) {
    showTrouble('nothing-drawn', null);
    return;
  }
  const answer = await session.predict();
  if (answer === null && byId('trouble').hidden && session.state.answer === null) {
    showTrouble('nothing-drawn', null);
  }
}

async function correct(digit: number): Promise<void> {
  if (session.state.answer === null) return;
  if (await session.correct(digit)) announce(`Corrected to ${digit}.`);
}

function undo(): void {
  if (desk.undo()) announce('Undone.');
}

function redo(): void {
  if (desk.redo()) announce('Redone.');
}

function clear(): void {
  if (desk.clear()) announce('Canvas cleared.');
}

function choose(index: number): void {
  session.select(index);
  const { answer, labels, selected } = session.state;
  const chosen = answer?.predictions[selected];
  if (answer === null || chosen === undefined) return;
  const digit = labels?.[selected] ?? chosen.digit;
  announce(`Digit ${selected + 1} of ${answer.predictions.length}: ${digit}.`);
}

// ---- why --------------------------------------------------------------------

let explained = 0;

async function explain(): Promise<void> {
  const { answer, selected } = session.state;
  const digit = answer?.sight.digits[selected];
  const prediction = answer?.predictions[selected];
  if (digit === undefined || prediction === undefined) return;
  const number = ++explained;
  const at = shownMarks;
  try {
    const { predictions } = await api.predict({
      images: occlusions(digit.pixels).map((pixels) => [...pixels]),
      record: false,
      source: 'canvas',
    });
    if (number !== explained || at !== shownMarks || !settings.why) return;
    const covered = predictions.map(({ probabilities }) => probabilities[prediction.digit] ?? 0);
    paintWorth(byId<HTMLCanvasElement>('worth'), worth(prediction.confidence, covered));
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    tell(sorry(error), { name: 'Try again', run: () => void explain() });
  }
}

function showWhy(): void {
  byId('why').setAttribute('aria-pressed', String(settings.why));
  byId('net-caption').textContent = settings.why ? 'Warm: for it' : 'What it sees';
  byId('why').textContent = settings.why ? 'Hide' : 'Why?';
}

function toggleWhy(): void {
  change({ why: !settings.why });
  showWhy();
  paintWorth(byId<HTMLCanvasElement>('worth'), null);
  if (settings.why) void explain();
}

// ---- trouble ----------------------------------------------------------------

function showTrouble(kind: Trouble, retryInMs: number | null): void {
  const [title, text] = TROUBLES[kind];
  const seconds = retryInMs === null ? 0 : Math.max(1, Math.round(retryInMs / 1000));
  byId('trouble-title').textContent = title;
  byId('trouble-text').textContent = text + (seconds > 0 ? ` Trying again in ${seconds} s.` : '');
  byId('trouble-retry').hidden = retryInMs === null;
  byId('trouble').dataset['kind'] = kind;
  byId('trouble').hidden = false;
}

function hideTrouble(): void {
  byId('trouble').hidden = true;
}

// ---- sharing ----------------------------------------------------------------

async function share(): Promise<void> {
  const { drawing } = desk;
  if (drawing.picture !== null) tell('The link carries your strokes, not the picture under them.');
  const link = `${location.origin}${location.pathname}#d=${encodeDrawing(drawing)}`;
  try {
    if (matchMedia('(pointer: coarse)').matches && 'share' in navigator) {
      await navigator.share({ title: 'Cirrus', url: link });
    } else {
      await navigator.clipboard.writeText(link);
      tell('Link copied. Whoever opens it sees the drawing being drawn.');
    }
  } catch {
    // No clipboard, or the person closed the share sheet: the address bar holds the link then.
    history.replaceState(null, '', link);
    tell('The link is in the address bar.');
  }
}

function shared(): Drawing | null {
  const text = /^#d=(.+)$/.exec(location.hash)?.[1];
  if (text === undefined) return null;
  const drawing = decodeDrawing(text, newSheet());
  if (drawing === null) tell('That link holds no drawing that can be read.');
  return drawing;
}

// ---- views ------------------------------------------------------------------

type View = 'draw' | 'teach' | 'history' | 'model';

function view(): View {
  const name = location.hash.slice(1);
  return name === 'teach' || name === 'history' || name === 'model' ? name : 'draw';
}

function inStudio(): boolean {
  return view() === 'draw' || view() === 'teach';
}

function showView(): void {
  const now = view();
  closeKeypad();
  byId('view-studio').hidden = !inStudio();
  byId('view-history').hidden = now !== 'history';
  byId('view-model').hidden = now !== 'model';
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.views a')) {
    if (link.hash === `#${now}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (now === 'teach') openLesson();
  else lesson.close();
  if (now === 'history') void historyView.open();
  if (now === 'model') void modelView.open();
  else modelView.close();
  const drawing = shared();
  if (drawing !== null) {
    history.replaceState(null, '', '#draw');
    void desk.replay(drawing, stillness.matches);
  }
}

function openLesson(): void {
  lesson.open();
  if (desk.drawing.sheet === lesson.sheet) return;
  // What lies there was not drawn for the lesson: it would be collected as what the lesson asks for.
  desk.clear();
  lesson.begin(desk.drawing.sheet);
}

// ---- keys -------------------------------------------------------------------

function onKey(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
  if (target.closest('input, textarea, select') !== null) return;
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key.toLowerCase() === 'z' && inStudio()) {
    if (event.shiftKey) redo();
    else undo();
  } else if (command && event.key.toLowerCase() === 'y' && inStudio()) {
    redo();
  } else if (command || event.altKey) {
    return;
  } else if (event.key === '?' && settings.singleKeys) {
    byId<HTMLDialogElement>('help-dialog').showModal();
  } else if (!inStudio()) {
    return;
  } else if (event.key === ' ' || event.key === 'Enter') {
    // On a button or a link these keys press it.
    if (target.closest('button, a, summary') !== null) return;
    if (event.key === 'Enter') void predict();
    else if (settings.singleKeys) clear();
  } else if (!settings.singleKeys) {
    return;
  } else if (/^\d$/.test(event.key)) {
    void correct(Number(event.key));
  } else if (event.key === '[' || event.key === ']') {
    choose(session.state.selected + (event.key === ']' ? 1 : -1));
  } else if (event.key.toLowerCase() === 'w') {
    toggleWhy();
  } else {
    return;
  }
  event.preventDefault();
}

// ---- setting up -------------------------------------------------------------

const SCHEMES: readonly (readonly [Scheme, string])[] = [
  ['auto', 'Colours as the system has them'],
  ['light', 'Light colours'],
  ['dark', 'Dark colours'],
];

byId('scheme').addEventListener('click', () => {
  const at = SCHEMES.findIndex(([scheme]) => scheme === settings.scheme);
  const [scheme, name] = SCHEMES[(at + 1) % SCHEMES.length] ?? ['auto', ''];
  change({ scheme });
  drawer.show();
  tell(`${name}.`);
});
systemDark.addEventListener('change', () => {
  desk.repaint();
  drawer.show();
});
byId('help').addEventListener('click', () => byId<HTMLDialogElement>('help-dialog').showModal());
for (const dialog of document.querySelectorAll('dialog')) {
  dialog.addEventListener('click', (event) => {
    // A press on the backdrop has the dialog itself as its target.
    const close = (event.target as Element).closest('[data-close]');
    if (close !== null || event.target === dialog) dialog.close();
  });
}
byId('undo').addEventListener('click', undo);
byId('redo').addEventListener('click', redo);
byId('clear').addEventListener('click', clear);
byId('skip').addEventListener('click', (event) => {
  if (!inStudio()) return;
  // Its address would be another view: the lesson would be over.
  event.preventDefault();
  byId('canvas').focus();
});
byId('predict').addEventListener('click', () => void predict());
byId('clear-row').addEventListener('click', () => {
  session.clearRow();
  announce('Predictions cleared.');
});
byId('share').addEventListener('click', () => void share());
byId('why').addEventListener('click', toggleWhy);
byId('trouble-retry').addEventListener('click', () => {
  hideTrouble();
  session.retry();
});
document.addEventListener('keydown', onKey);
document.addEventListener('visibilitychange', () => {
  const sheets = keptSheets.get();
  if (document.hidden && sheets !== null) lastSheets.set(sheets);
});
window.addEventListener('hashchange', showView);
window.addEventListener('online', () => {
  session.retry();
  outbox.run();
  if (!inStudio()) showView();
});
byId('canvas').addEventListener('pointerdown', () => {
  byId('hint').hidden = true;
  if (byId('trouble').dataset['kind']?.startsWith('nothing-')) hideTrouble();
});

showWhy();
showTools();
show(session.state);
void pictures.restore([...picturesOf(sheetsAtStart), ...picturesOf(lastSheets.get())]).then(() => {
  desk.repaint();
  if (desk.drawing.picture !== null) session.resume();
});
if (!isEmpty(desk.drawing) && desk.drawing.picture === null) session.resume();
showView();
void modelView.introduce();
outbox.run();
warmUp(10);

/** The first looks take ten times as long as later ones: they come before somebody draws. */
function warmUp(times: number): void {
  if (times === 0) return;
  after(150, () => {
    if (!desk.writing) practise(inks());
    warmUp(times - 1);
  });
}

function picturesOf(packed: PackedTimeline | null): readonly PictureRef[] {
  return (packed?.steps ?? []).flatMap(({ picture }) => picture ?? []);
}
