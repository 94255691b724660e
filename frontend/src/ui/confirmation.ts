import { byId, createElement } from './dom';

const dialog = byId<HTMLDialogElement>('confirm-dialog');

/** Asks the user to confirm an action; false if the dialog is closed in any other way. */
export function confirmation(
  title: string,
  action: string,
  ...content: readonly (string | HTMLElement)[]
): Promise<boolean> {
  byId('confirm-title').textContent = title;
  byId('confirm-content').replaceChildren(
    ...content.map((part) => (typeof part === 'string' ? createElement('p', {}, part) : part)),
  );
  const button = byId<HTMLButtonElement>('confirm-action');
  button.textContent = action;
  return new Promise((resolve) => {
    dialog.returnValue = '';
    button.onclick = () => dialog.close('confirmed');
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'confirmed'), { once: true });
    dialog.showModal();
  });
}
