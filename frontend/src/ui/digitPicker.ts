import { byId, createElement } from './dom';
import { t } from '../texts/translation';

const picker = byId('digit-picker');
let close: () => void = () => undefined;

addEventListener('hashchange', () => close());

/**
 * Opens a menu of the ten digits next to the element that was pressed and, if there is a label, an
 * entry that withdraws it.
 */
export function pickLabel(
  beside: HTMLElement,
  label: number | null,
  read: number,
  chosen: (label: number | null) => void,
): void {
  close();
  const entry = (text: string, value: number | null): HTMLButtonElement => {
    const pressed = value !== null && value === label;
    const button = createElement('button', { type: 'button', 'aria-pressed': String(pressed) }, text);
    button.addEventListener('click', () => {
      close();
      beside.focus();
      chosen(value);
    });
    return button;
  };
  const buttons = Array.from({ length: 10 }, (_, digit) => entry(String(digit), digit));
  if (label !== null) {
    const withdraw = entry(t`No label`, null);
    withdraw.className = 'no-label';
    withdraw.removeAttribute('aria-pressed');
    buttons.push(withdraw);
  }
  picker.replaceChildren(...buttons);
  picker.hidden = false;
  const frame = beside.getBoundingClientRect();
  const left = Math.min(frame.left, document.documentElement.clientWidth - picker.offsetWidth - 8);
  picker.style.left = `${Math.max(8, left) + scrollX}px`;
  picker.style.top = `${frame.bottom + scrollY + 6}px`;
  buttons[label ?? read]?.focus();

  const onKey = (event: KeyboardEvent): void => {
    const focused = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: 5,
      ArrowUp: -5,
    };
    const step = steps[event.key];
    if (event.key === 'Escape') {
      close();
      beside.focus();
    } else if (/^\d$/.test(event.key)) {
      buttons[Number(event.key)]?.click();
    } else if (step !== undefined) {
      buttons[(focused + step + buttons.length) % buttons.length]?.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const onPress = (event: Event): void => {
    if (!picker.contains(event.target as Node)) close();
  };
  picker.addEventListener('keydown', onKey);
  document.addEventListener('pointerdown', onPress);
  close = () => {
    picker.hidden = true;
    picker.removeEventListener('keydown', onKey);
    document.removeEventListener('pointerdown', onPress);
    close = () => undefined;
  };
}
