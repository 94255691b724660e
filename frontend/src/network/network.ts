import {
  CHANNELS_AT_ONCE,
  type Convolution,
  type Kernel,
  PIXELS_AT_ONCE,
  type Tensor,
  floatsOf,
  pixelAt,
} from './convolution';
import type { LayerShape } from './messages';
import { type OnnxGraph, type OnnxNode, type OnnxTensor, parseOnnx } from './onnx';

export const SIDE = 28;

/** The model has operators or shapes that this network does not compute. */
export class UnsupportedModelError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnsupportedModelError';
  }
}

/** A channel whose output is replaced by zeros. */
export interface DisabledChannel {
  readonly layer: number;
  readonly channel: number;
}

export interface Outputs {
  /** The inputs of the linear layer: what the network has found, before it chooses a digit. */
  readonly features: Float32Array;
  readonly logits: Float32Array;
  /** One for each digit and, in models that have it, one for "not a digit". */
  readonly probabilities: Float32Array;
}

/** The feature maps of a convolution: [channel][y][x]. */
export interface FeatureMaps {
  readonly side: number;
  readonly channels: number;
  readonly values: Float32Array;
}

/** The weights of a convolution in ONNX's order, and where its input and residual come from. */
interface Layer {
  readonly weights: OnnxTensor;
  readonly bias: OnnxTensor;
  readonly stride: number;
  /** The layer whose output is the input; −1 for the image. */
  readonly input: number;
  readonly residual: number | null;
}

interface Plan {
  readonly layers: readonly Layer[];
  readonly gemm: OnnxTensor;
  readonly gemmBias: OnnxTensor;
}

/**
 * A convolutional classifier, computed layer by layer: 3 × 3 convolutions with ReLU and residual
 * connections, global average pooling, one linear layer, softmax. It keeps the activations of the
 * last image.
 */
export class Network {
  readonly #kernel: Kernel;
  readonly #image: Tensor;
  readonly #convolutions: readonly Convolution[];
  readonly #plan: Plan;

  /**
   * @param createKernel creates a kernel with an arena of at least the given number of floats
   * @throws UnsupportedModelError if the model has another architecture
   */
  constructor(onnx: Uint8Array, createKernel: (floats: number) => Kernel) {
    this.#plan = planOf(parse(onnx));
    // The first four floats stay unused, because the kernel takes the address 0 for "no residual".
    let used = 4;
    const allocate = (floats: number): number => {
      const offset = used;
      used += Math.ceil(floats / 4) * 4;
      return offset;
    };
    const tensor = (side: number, channels: number): Tensor => ({
      side,
      channels,
      offset: allocate(floatsOf({ side, channels })),
    });
    this.#image = tensor(SIDE, 1);
    const convolutions: Convolution[] = [];
    for (const { weights, bias, stride, input, residual } of this.#plan.layers) {
      const from = convolutions[input]?.output ?? this.#image;
      const output = tensor(from.side / stride, weights.shape[0] ?? 0);
      const added = residual === null ? null : (convolutions[residual]?.output ?? null);
      check(from.channels === weights.shape[1], 'the channels of a convolution differ');
      check(output.side % PIXELS_AT_ONCE === 0, 'a side is not a multiple of seven');
      check(output.channels % CHANNELS_AT_ONCE === 0, 'the channels are not a multiple of four');
      check(
        added === null || (added.side === output.side && added.channels === output.channels),
        'the shapes of a residual connection differ',
      );
      convolutions.push({
        input: from,
        output,
        stride,
        weights: allocate(weights.values.length),
        bias: allocate(bias.values.length),
        residual: added,
      });
    }
    check(
      this.#plan.gemm.shape[1] === convolutions.at(-1)?.output.channels,
      'the linear layer has other inputs',
    );
    this.#convolutions = convolutions;
    this.#kernel = createKernel(used);
    this.#plan.layers.forEach(({ weights, bias }, i) => {
      const convolution = convolutions[i]!;
      this.#kernel.arena.set(packed(weights), convolution.weights);
      this.#kernel.arena.set(bias.values, convolution.bias);
    });
  }

  get kernelName(): Kernel['name'] {
    return this.#kernel.name;
  }

  get layerCount(): number {
    return this.#convolutions.length;
  }

  get layerShapes(): readonly LayerShape[] {
    return this.#convolutions.map(({ output: { side, channels }, stride }, layer) => ({
      side,
      channels,
      stride,
      residual: this.#plan.layers[layer]?.residual ?? null,
    }));
  }

  /** Classifies an image of 28 × 28 pixels from 0 to 255. */
  classify(pixels: ArrayLike<number>, disabled: readonly DisabledChannel[] = []): Outputs {
    const { arena } = this.#kernel;
    for (let y = 0; y < SIDE; y++) {
      const row = pixelAt(this.#image, 0, y);
      for (let x = 0; x < SIDE; x++) arena[row + x] = (pixels[y * SIDE + x] ?? 0) / 255;
    }
    this.#convolutions.forEach((convolution, layer) => {
      this.#kernel.convolve(convolution);
      for (const each of disabled) {
        if (each.layer === layer) this.#clearChannel(convolution.output, each.channel);
      }
    });
    const features = this.#features();
    const logits = this.#logits(features);
    return { features, logits, probabilities: softmax(logits) };
  }

  /** The feature maps of a convolution for the last image. */
  featureMaps(layer: number): FeatureMaps {
    const { output } = this.#convolution(layer);
    const { side, channels } = output;
    const values = new Float32Array(side * side * channels);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const from = pixelAt(output, x, y);
        for (let channel = 0; channel < channels; channel++) {
          values[(channel * side + y) * side + x] = this.#kernel.arena[from + channel]!;
        }
      }
    }
    return { side, channels, values };
  }

  /**
   * How much each pixel of the last image contributes to a unit: gradient × input. Because every
   * layer is piecewise linear, the contributions and those of the biases add up to the activation.
   *
   * @param channel of the convolution, or the class if the layer is the one after the last convolution
   * @param place the unit in its feature map; null for all of the map
   */
  contributions(layer: number, channel: number, place: { x: number; y: number } | null): Float32Array {
    const gradients = this.#convolutions.map(({ output }) => new Float32Array(floatsOf(output)));
    const image = new Float32Array(floatsOf(this.#image));
    const last = this.#convolutions.length - 1;
    const first = this.#convolution(Math.min(layer, last));
    const { side, channels } = first.output;
    const seed = (x: number, y: number, c: number, value: number): void => {
      gradients[Math.min(layer, last)]![((y + 1) * (side + 2) + x + 1) * channels + c] = value;
    };
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        if (layer <= last) {
          if (place === null || (place.x === x && place.y === y)) seed(x, y, channel, 1);
          continue;
        }
        for (let c = 0; c < channels; c++) {
          seed(x, y, c, (this.#plan.gemm.values[channel * channels + c] ?? 0) / side ** 2);
        }
      }
    }
    for (let at = Math.min(layer, last); at >= 0; at--) {
      const { input, residual } = this.#plan.layers[at]!;
      this.#propagateBack(
        this.#convolution(at),
        gradients[at]!,
        gradients[input] ?? image,
        residual === null ? null : gradients[residual]!,
      );
    }
    const result = new Float32Array(SIDE * SIDE);
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const at = pixelAt(this.#image, x, y);
        result[y * SIDE + x] = image[at - this.#image.offset]! * this.#kernel.arena[at]!;
      }
    }
    return result;
  }

  /** Adds the gradients of a convolution's inputs to those of the tensors they come from. */
  #propagateBack(
    { input, output, stride, weights }: Convolution,
    gradient: Float32Array,
    inputGradient: Float32Array,
    residualGradient: Float32Array | null,
  ): void {
    const { arena } = this.#kernel;
    const inRow = (input.side + 2) * input.channels;
    const filterRow = 3 * input.channels;
    for (let y = 0; y < output.side; y++) {
      for (let x = 0; x < output.side; x++) {
        const pixel = pixelAt(output, x, y);
        for (let channel = 0; channel < output.channels; channel++) {
          const value = gradient[pixel - output.offset + channel]!;
          if (value === 0 || arena[pixel + channel]! <= 0) continue;
          if (residualGradient !== null) residualGradient[pixel - output.offset + channel]! += value;
          const block = channel - (channel % CHANNELS_AT_ONCE);
          let w = weights + block * 3 * filterRow + (channel % CHANNELS_AT_ONCE);
          for (let row = 0; row < 3; row++) {
            const start = (y * stride + row) * inRow + x * stride * input.channels;
            for (let p = start; p < start + filterRow; p++) {
              inputGradient[p]! += value * arena[w]!;
              w += CHANNELS_AT_ONCE;
            }
          }
        }
      }
    }
  }

  #convolution(layer: number): Convolution {
    const convolution = this.#convolutions[layer];
    if (convolution === undefined) throw new RangeError(`expected a layer but got ${layer}`);
    return convolution;
  }

  #clearChannel(tensor: Tensor, channel: number): void {
    for (let y = 0; y < tensor.side; y++) {
      for (let x = 0; x < tensor.side; x++) {
        this.#kernel.arena[pixelAt(tensor, x, y) + channel] = 0;
      }
    }
  }

  #features(): Float32Array {
    const { output } = this.#convolution(this.layerCount - 1);
    const means = new Float32Array(output.channels);
    for (let y = 0; y < output.side; y++) {
      for (let x = 0; x < output.side; x++) {
        const from = pixelAt(output, x, y);
        for (let channel = 0; channel < output.channels; channel++) {
          means[channel]! += this.#kernel.arena[from + channel]! / output.side ** 2;
        }
      }
    }
    return means;
  }

  #logits(features: Float32Array): Float32Array {
    const { gemm, gemmBias } = this.#plan;
    return gemmBias.values.map((bias, i) =>
      features.reduce((sum, value, c) => sum + value * gemm.values[i * features.length + c]!, bias),
    );
  }
}

function softmax(logits: Float32Array): Float32Array {
  const greatest = logits.reduce((a, b) => Math.max(a, b));
  const powers = logits.map((logit) => Math.exp(logit - greatest));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}

/** Reorders weights from [out][in][3][3] to [out / 4][3][3][in][4]. */
function packed({ shape, values }: OnnxTensor): Float32Array {
  const [outChannels = 0, inChannels = 0] = shape;
  const result = new Float32Array(values.length);
  let at = 0;
  for (let block = 0; block < outChannels; block += CHANNELS_AT_ONCE) {
    for (let tap = 0; tap < 9; tap++) {
      for (let c = 0; c < inChannels; c++) {
        for (let o = block; o < block + CHANNELS_AT_ONCE; o++) {
          result[at++] = values[(o * inChannels + c) * 9 + tap]!;
        }
      }
    }
  }
  return result;
}

function parse(onnx: Uint8Array): OnnxGraph {
  try {
    return parseOnnx(onnx);
  } catch (error) {
    if (error instanceof RangeError) throw new UnsupportedModelError(error.message);
    throw error;
  }
}

function check(holds: boolean, message: string): asserts holds {
  if (!holds) throw new UnsupportedModelError(message);
}

/** Finds the layers in the graph, whose nodes are in topological order. */
function planOf(graph: OnnxGraph): Plan {
  const layers: Layer[] = [];
  /** The layer whose finished output a value is; −1 for the image. */
  const outputs = new Map<string, number>();
  /** Convolutions whose ReLU has not been found yet. */
  const open = new Map<string, Layer>();
  let gemm: OnnxTensor | null = null;
  let gemmBias: OnnxTensor | null = null;
  /** The value that the steps after the convolutions have produced. */
  let tail = '';
  for (const node of graph.nodes) {
    const [input = '', second = ''] = node.inputs;
    const [output = ''] = node.outputs;
    switch (node.operator) {
      case 'Reshape':
        check(input === graph.inputs[0], 'something other than the image is reshaped');
        outputs.set(output, -1);
        break;
      case 'Conv':
        open.set(output, convolutionOf(graph, node, outputs.get(input)));
        break;
      case 'Add': {
        const [sum, residual] = open.has(input) ? [input, second] : [second, input];
        const layer = open.get(sum);
        const from = outputs.get(residual);
        check(layer !== undefined && layer.residual === null, 'a sum has no convolution');
        check(from !== undefined && from >= 0, 'a sum is not a residual connection');
        open.set(output, { ...layer, residual: from });
        break;
      }
      case 'Relu': {
        const layer = open.get(input);
        check(layer !== undefined, 'a ReLU does not follow a convolution');
        outputs.set(output, layers.push(layer) - 1);
        break;
      }
      case 'GlobalAveragePool':
        check(
          layers.length > 0 && outputs.get(input) === layers.length - 1,
          'something other than the last convolution is pooled',
        );
        tail = output;
        break;
      case 'Flatten':
        check(input === tail, 'something other than the pooled values is flattened');
        tail = output;
        break;
      case 'Gemm':
        check(input === tail, 'the linear layer does not follow the pooling');
        check(node.attributes.get('transB')?.[0] === 1, 'the linear layer is not transposed');
        gemm = tensorOf(graph, second, 2);
        gemmBias = tensorOf(graph, node.inputs[2] ?? '', 1);
        tail = output;
        break;
      case 'Softmax':
        check(input === tail, 'something other than the logits is normalised');
        tail = output;
        break;
      default:
        throw new UnsupportedModelError(`the operator ${node.operator} is not supported`);
    }
  }
  check(gemm !== null && gemmBias !== null && tail === graph.outputs[0], 'the output is missing');
  check(gemm.shape[0] === 10 || gemm.shape[0] === 11, 'there are not ten or eleven classes');
  return { layers, gemm, gemmBias };
}

function convolutionOf(graph: OnnxGraph, node: OnnxNode, input: number | undefined): Layer {
  const { attributes } = node;
  const [, weightsName = '', biasName = ''] = node.inputs;
  const stride = attributes.get('strides')?.[0] ?? 1;
  const weights = tensorOf(graph, weightsName, 4);
  check(input !== undefined, 'the input of a convolution is not a layer');
  check(weights.shape[2] === 3 && weights.shape[3] === 3, 'a filter is not 3 × 3');
  check(attributes.get('pads')?.join() === '1,1,1,1', 'a convolution is not padded by one');
  check((attributes.get('strides') ?? [1, 1]).join() === `${stride},${stride}`, 'strides differ');
  check(stride === 1 || stride === 2, 'a stride is not 1 or 2');
  check((attributes.get('group')?.[0] ?? 1) === 1, 'a convolution has groups');
  check((attributes.get('dilations') ?? []).every((each) => each === 1), 'a filter is dilated');
  return { weights, bias: tensorOf(graph, biasName, 1), stride, input, residual: null };
}

function tensorOf(graph: OnnxGraph, name: string, dimensions: number): OnnxTensor {
  const tensor = graph.tensors.get(name);
  check(tensor?.shape.length === dimensions, `the weights ${name} are missing`);
  return tensor;
}
