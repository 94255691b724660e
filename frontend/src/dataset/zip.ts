import { crc32 } from './crc32';
import { concat } from './png';

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Writes a ZIP of stored entries, because PNGs are compressed already. */
export function zip(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const files: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = new TextEncoder().encode(entry.name);
    const local = header(0x04034b50, 30, entry.bytes, name, 4);
    files.push(local, name, entry.bytes);
    const central = header(0x02014b50, 46, entry.bytes, name, 6);
    new DataView(central.buffer).setUint32(42, offset, true);
    directory.push(central, name);
    offset += local.length + name.length + entry.bytes.length;
  }
  const listed = concat(directory);
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, entries.length, true);
  view.setUint16(10, entries.length, true);
  view.setUint32(12, listed.length, true);
  view.setUint32(16, offset, true);
  return concat([...files, listed, end]);
}

/** Writes the fields that local and central headers share; central ones have two more before them. */
function header(
  signature: number,
  size: number,
  bytes: Uint8Array,
  name: Uint8Array,
  versionAt: number,
): Uint8Array<ArrayBuffer> {
  const fields = new Uint8Array(size);
  const view = new DataView(fields.buffer);
  view.setUint32(0, signature, true);
  if (versionAt === 6) view.setUint16(4, 20, true);
  view.setUint16(versionAt, 20, true);
  view.setUint16(versionAt + 2, 0x0800, true); // names are UTF-8
  view.setUint16(versionAt + 8, 0x21, true); // 1 January 1980, so that the output is reproducible
  view.setUint32(versionAt + 10, crc32(bytes), true);
  view.setUint32(versionAt + 14, bytes.length, true);
  view.setUint32(versionAt + 18, bytes.length, true);
  view.setUint16(versionAt + 22, name.length, true);
  return fields;
}
