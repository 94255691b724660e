/**
 * A reader for the parts of ONNX files that a convolutional classifier needs. ONNX is Protocol
 * Buffers; the field numbers are those of onnx.proto.
 */
export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** The integer attributes. */
  readonly attributes: ReadonlyMap<string, readonly number[]>;
}

export interface OnnxTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  /** The constants of type float32. */
  readonly tensors: ReadonlyMap<string, OnnxTensor>;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

const FLOAT = 1;

/** @throws RangeError if the bytes are not an ONNX model */
export function parseOnnx(bytes: Uint8Array): OnnxGraph {
  const graph = fields(bytes).find(({ number }) => number === 7)?.bytes;
  if (graph === undefined) throw new RangeError('expected an ONNX model but found no graph');
  const nodes: OnnxNode[] = [];
  const tensors = new Map<string, OnnxTensor>();
  const inputs: string[] = [];
  const outputs: string[] = [];
  for (const { number, bytes: content } of fields(graph)) {
    if (number === 1) nodes.push(parseNode(content));
    else if (number === 5) parseTensor(content, tensors);
    else if (number === 11) inputs.push(...textsOf(fields(content), 1));
    else if (number === 12) outputs.push(...textsOf(fields(content), 1));
  }
  return { nodes, tensors, inputs, outputs };
}

function parseNode(bytes: Uint8Array): OnnxNode {
  const all = fields(bytes);
  const attributes = all.filter(({ number }) => number === 5).map((field) => fields(field.bytes));
  return {
    inputs: textsOf(all, 1),
    outputs: textsOf(all, 2),
    operator: textsOf(all, 4)[0] ?? '',
    attributes: new Map(
      attributes.map((attribute) => [
        textsOf(attribute, 1)[0] ?? '',
        [...integersOf(attribute, 3), ...integersOf(attribute, 8)],
      ]),
    ),
  };
}

function parseTensor(bytes: Uint8Array, tensors: Map<string, OnnxTensor>): void {
  const all = fields(bytes);
  if (integersOf(all, 2)[0] !== FLOAT) return;
  // Little-endian, like every platform with a browser. The copy aligns the bytes.
  const raw = all.find(({ number }) => number === 9)?.bytes;
  const packed = all.find(({ number }) => number === 4)?.bytes;
  const content = (raw ?? packed ?? new Uint8Array()).slice();
  if (content.length % 4 !== 0) throw new RangeError('expected float32 values in a tensor');
  const shape = integersOf(all, 1);
  const values = new Float32Array(content.buffer);
  if (values.length !== shape.reduce((a, b) => a * b, 1)) {
    throw new RangeError('expected as many values in a tensor as its shape says');
  }
  tensors.set(textsOf(all, 8)[0] ?? '', { shape, values });
}

interface Field {
  readonly number: number;
  readonly value: number;
  readonly bytes: Uint8Array;
}

const NOTHING = new Uint8Array();

/** The fields of a message, in their order. */
function fields(bytes: Uint8Array): readonly Field[] {
  const found: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('expected more bytes in a message');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new RangeError('expected more bytes in a message');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const key = varint();
    const number = Math.floor(key / 8);
    switch (key % 8) {
      case 0:
        found.push({ number, value: varint(), bytes: NOTHING });
        break;
      case 1:
        found.push({ number, value: 0, bytes: take(8) });
        break;
      case 2:
        found.push({ number, value: 0, bytes: take(varint()) });
        break;
      case 5:
        found.push({ number, value: 0, bytes: take(4) });
        break;
      default:
        throw new RangeError(`expected a wire type of Protocol Buffers but got ${key % 8}`);
    }
  }
  return found;
}

function textsOf(all: readonly Field[], number: number): string[] {
  return all
    .filter((field) => field.number === number)
    .map(({ bytes }) => new TextDecoder().decode(bytes));
}

/** Repeated integers, packed or not. */
function integersOf(all: readonly Field[], number: number): number[] {
  return all
    .filter((field) => field.number === number)
    .flatMap((field) => (field.bytes === NOTHING ? [field.value] : unpack(field.bytes)));
}

function unpack(bytes: Uint8Array): number[] {
  const values: number[] = [];
  let value = 0;
  let scale = 1;
  for (const byte of bytes) {
    value += (byte & 127) * scale;
    scale *= 128;
    if (byte < 128) {
      values.push(value);
      value = 0;
      scale = 1;
    }
  }
  return values;
}
