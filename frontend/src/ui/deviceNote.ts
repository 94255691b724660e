import type { DeviceReader } from '../network/deviceReader';
import type { SessionState } from '../reading/readingSession';
import { byId } from './dom';
import { t } from '../texts/translation';

const texts = {
  live: (): string => t`Read on this device.`,
  differs: (digits: string): string => t`The model on this device reads ${digits}.`,
  agreement: (compared: number, differed: number): string =>
    differed === 0
      ? t`${compared} read on this device too, with the same result.`
      : t`${compared} read on this device too, ${differed} with another result.`,
};

/** Shows under the reading whether the device or the service read it, and how often they differ. */
export function showDeviceNote(device: DeviceReader, { result }: SessionState): void {
  const note = byId('device-note');
  if (result === null || device.model === null) {
    note.textContent = '';
    return;
  }
  if (result.source === 'device') {
    note.textContent = texts.live();
    return;
  }
  const { compared, differed } = device.agreement;
  const onDevice = result.onDevice?.map(({ digit }) => digit).join('') ?? null;
  const differs = onDevice !== null && onDevice !== result.predictions.map(({ digit }) => digit).join('');
  const sentences = [
    differs ? texts.differs(onDevice) : '',
    compared > 0 ? texts.agreement(compared, differed) : '',
  ];
  note.textContent = sentences.filter((sentence) => sentence !== '').join(' ');
}
