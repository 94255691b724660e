import { byId } from './dom';

export type View = 'draw' | 'inside' | 'teach' | 'history' | 'model';

/** The view that the address names. */
export function currentView(): View {
  const name = location.hash.slice(1);
  return name === 'inside' || name === 'teach' || name === 'history' || name === 'model' ? name : 'draw';
}

/** Whether the view with the canvas is displayed. */
export function canDraw(): boolean {
  return ['draw', 'inside', 'teach'].includes(currentView());
}

/** Shows the sections of the current view and marks its link. */
export function showCurrentView(): void {
  const view = currentView();
  byId('view-studio').hidden = !canDraw();
  byId('view-history').hidden = view !== 'history';
  byId('view-model').hidden = view !== 'model';
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.views a')) {
    if (link.hash === `#${view}`) {
      link.setAttribute('aria-current', 'page');
      link.scrollIntoView({ block: 'nearest', inline: 'center' });
    } else {
      link.removeAttribute('aria-current');
    }
  }
}
