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
  toggleWhy(): void;
  help(): void;
}

/** Handles the page's keyboard shortcuts. */
export function listenForShortcuts(actions: ShortcutActions): void {
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
    if (target.closest('input, textarea, select') !== null) return;
    const action = actionOf(event, target, actions);
    if (action === null) return;
    event.preventDefault();
    action();
  });
}

function actionOf(
  event: KeyboardEvent,
  target: HTMLElement,
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
  // On a button or a link, Space and Enter activate it.
  if ((key === ' ' || key === 'Enter') && target.closest('button, a, summary') !== null) return null;
  if (key === 'Enter') return actions.predict;
  if (!actions.singleKeys()) return null;
  if (key === ' ') return actions.clear;
  if (/^\d$/.test(key)) return () => actions.correct(Number(key));
  if (key === '[') return () => actions.selectBy(-1);
  if (key === ']') return () => actions.selectBy(1);
  return key === 'w' ? actions.toggleWhy : null;
}
