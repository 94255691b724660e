/**
 * Makes a toolbar one tab stop: the arrow keys, Home and End move the focus between its buttons, as
 * the ARIA Authoring Practices describe.
 */
export function listenForArrowKeys(toolbar: HTMLElement): void {
  const buttons = (): HTMLButtonElement[] =>
    [...toolbar.querySelectorAll('button')].filter(
      (button) => !button.disabled && button.offsetParent !== null,
    );
  const makeTabStop = (stop: HTMLButtonElement | undefined): void => {
    for (const button of toolbar.querySelectorAll('button')) button.tabIndex = button === stop ? 0 : -1;
  };
  const update = (): void => {
    const stop = toolbar.querySelector<HTMLButtonElement>('button[tabindex="0"]');
    // Finding the visible buttons computes the layout, which would delay the reading of each stroke.
    if (stop === null || stop.disabled) makeTabStop(buttons()[0]);
  };
  toolbar.addEventListener('focusin', (event) => makeTabStop(event.target as HTMLButtonElement));
  toolbar.addEventListener('keydown', (event) => {
    const enabled = buttons();
    const index = enabled.indexOf(document.activeElement as HTMLButtonElement);
    const target = {
      ArrowRight: enabled[(index + 1) % enabled.length],
      ArrowLeft: enabled[(index - 1 + enabled.length) % enabled.length],
      Home: enabled[0],
      End: enabled.at(-1),
    }[event.key];
    if (index < 0 || target === undefined) return;
    target.focus();
    event.preventDefault();
  });
  new MutationObserver(update).observe(toolbar, { subtree: true, attributeFilter: ['disabled'] });
  makeTabStop(undefined);
  update();
}
