import { byId } from './dom';

const announcer = byId('announcer');
const notice = byId('notice');
const noticeText = byId('notice-text');
const noticeAction = byId<HTMLButtonElement>('notice-action');
let hideNotice: ReturnType<typeof setTimeout> | undefined;

/** Says something to a screen reader alone, which takes the same text again for nothing new. */
export function announce(text: string): void {
  announcer.textContent = announcer.textContent === text ? `${text}\u00a0` : text;
}

/** Says something to everyone for a few seconds, with one thing that can be done about it. */
export function tell(text: string, action?: { name: string; run: () => void }): void {
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
