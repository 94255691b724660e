import { byId } from './dom';

const announcer = byId('announcer');
const notice = byId('notice');
const noticeText = byId('notice-text');
const noticeAction = byId<HTMLButtonElement>('notice-action');
let hideNotice: ReturnType<typeof setTimeout> | undefined;

/** Announces a text to screen readers only. They ignore the same text again, unless it differs. */
export function announce(text: string): void {
  announcer.textContent = announcer.textContent === text ? `${text}\u00a0` : text;
}

/** Shows a text for a few seconds, with an optional action. */
export function notify(text: string, action?: { name: string; run: () => void }): void {
  clearTimeout(hideNotice);
  noticeText.textContent = text;
  noticeAction.hidden = action === undefined;
  noticeAction.textContent = action?.name ?? '';
  noticeAction.onclick = () => {
    notice.hidden = true;
    action?.run();
  };
  notice.hidden = false;
  hideNotice = setTimeout(() => (notice.hidden = true), action === undefined ? 4000 : 9000);
}
