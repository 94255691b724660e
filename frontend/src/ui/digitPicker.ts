import { byId, createElement } from './dom';

const picker = byId('digit-picker');
let close: () => void = () => undefined;

export function closeDigitPicker(): void {
  close();
}

/** Opens a menu of the ten digits next to the element that was pressed. */
export function pickDigit(beside: HTMLElement, current: number, chosen: (digit: number) => void): void {
  close();
  const buttons = Array.from({ length: 10 }, (_, digit) => {
    const button = createElement(
      'button',
      { type: 'button', 'aria-pressed': String(digit === current) },
      String(digit),
    );
    button.addEventListener('click', () => {
      close();
      beside.focus();
      chosen(digit);
    });
    return button;
  });
  picker.replaceChildren(...buttons);
  picker.hidden = false;
  const frame = beside.getBoundingClientRect();
  const left = Math.min(frame.left, document.documentElement.clientWidth - picker.offsetWidth - 8);
  picker.style.left = `${Math.max(8, left) + scrollX}px`;
  picker.style.top = `${frame.bottom + scrollY + 6}px`;
  buttons[current]?.focus();

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
      buttons[(focused + step + 10) % 10]?.focus();
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
