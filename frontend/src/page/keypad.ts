import { byId, make } from './dom';

const pad = byId('keypad');
let close: () => void = () => undefined;

export function closeKeypad(): void {
  close();
}

/** Asks for a digit beside the thing that was pressed. */
export function askDigit(beside: HTMLElement, current: number, chosen: (digit: number) => void): void {
  close();
  const buttons = Array.from({ length: 10 }, (_, digit) => {
    const button = make(
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
  pad.replaceChildren(...buttons);
  pad.hidden = false;
  const frame = beside.getBoundingClientRect();
  const left = Math.min(frame.left, document.documentElement.clientWidth - pad.offsetWidth - 8);
  pad.style.left = `${Math.max(8, left) + scrollX}px`;
  pad.style.top = `${frame.bottom + scrollY + 6}px`;
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
    if (!pad.contains(event.target as Node)) close();
  };
  pad.addEventListener('keydown', onKey);
  document.addEventListener('pointerdown', onPress);
  close = () => {
    pad.hidden = true;
    pad.removeEventListener('keydown', onKey);
    document.removeEventListener('pointerdown', onPress);
    close = () => undefined;
  };
}
