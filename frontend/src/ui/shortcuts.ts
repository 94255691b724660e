export interface ShortcutActions {
  /** Whether the drawing view is displayed. */
  canDraw(): boolean;
  /** Whether shortcuts of a single key are enabled. */
  singleKeys(): boolean;
  undo(): void;
  redo(): void;
  clear(): void;
  predict(): void;
  correct(digit: number): void;
  /** Selects the previous (-1) or next (1) digit. */
  selectBy(step: -1 | 1): void;
  removeBox(): void;
  toggleEraser(): void;
  toggleWhy(): void;
  help(): void;
}

const ACTIVATED_BY_KEYS = 'button, a, summary';

/** Handles the page's keyboard shortcuts. */
export function listenForShortcuts(actions: ShortcutActions): void {
  /** The control that has the focus because it was clicked: Space is not meant for it. */
  let clicked: Element | null = null;
  document.addEventListener('pointerdown', (event) => {
    clicked = (event.target as Element).closest(ACTIVATED_BY_KEYS);
  });
  document.addEventListener('focusin', (event) => {
    if (event.target !== clicked) clicked = null;
  });
  const actionFor = (event: KeyboardEvent): (() => void) | null => {
    const target = event.target as HTMLElement;
    if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return null;
    if (target.closest('input, textarea, select') !== null) return null;
    const control = target.closest(ACTIVATED_BY_KEYS);
    return actionOf(event, control !== null && control !== clicked, actions);
  };
  document.addEventListener('keydown', (event) => {
    const action = actionFor(event);
    if (action === null) return;
    event.preventDefault();
    action();
  });
  document.addEventListener('keyup', (event) => {
    // Firefox activates a button when Space is released.
    if (event.key === ' ' && actionFor(event) !== null) event.preventDefault();
  });
}

/** @param onControl whether Space and Enter activate the control that has the focus */
function actionOf(
  event: KeyboardEvent,
  onControl: boolean,
  actions: ShortcutActions,
): (() => void) | null {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const canDraw = actions.canDraw();
  if (event.ctrlKey || event.metaKey) {
    if (!canDraw) return null;
    if (key === 'z') return event.shiftKey ? actions.redo : actions.undo;
    return key === 'y' ? actions.redo : null;
  }
  if (event.altKey) return null;
  if (key === '?' && actions.singleKeys()) return actions.help;
  if (!canDraw) return null;
  if ((key === ' ' || key === 'Enter') && onControl) return null;
  if (key === 'Enter') return actions.predict;
  if (key === 'Delete') return actions.removeBox;
  if (!actions.singleKeys()) return null;
  if (key === ' ') return actions.clear;
  if (/^\d$/.test(key)) return () => actions.correct(Number(key));
  if (key === '[') return () => actions.selectBy(-1);
  if (key === ']') return () => actions.selectBy(1);
  if (key === 'e') return actions.toggleEraser;
  return key === 'w' ? actions.toggleWhy : null;
}
