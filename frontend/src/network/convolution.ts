/** A tensor of the network in an arena: channels-last, with a border of zeros one pixel wide. */
export interface Tensor {
  readonly side: number;
  readonly channels: number;
  /** Where it starts, in floats. */
  readonly offset: number;
}

/** A 3 × 3 convolution with padding 1, an optional residual connection, and ReLU. */
export interface Convolution {
  readonly input: Tensor;
  readonly output: Tensor;
  readonly stride: number;
  /** Where the weights start: [outChannels / 4][3][3][inChannels][4]. */
  readonly weights: number;
  readonly bias: number;
  /** Has the shape of the output and is added before ReLU. */
  readonly residual: Tensor | null;
}

/** Computes convolutions on the floats of one arena. */
export interface Kernel {
  readonly name: 'wasm' | 'js';
  readonly arena: Float32Array;
  convolve(convolution: Convolution): void;
}

/** Seven pixels are computed at once. */
export const PIXELS_AT_ONCE = 7;
export const CHANNELS_AT_ONCE = 4;

export function floatsOf({ side, channels }: Pick<Tensor, 'side' | 'channels'>): number {
  return (side + 2) ** 2 * channels;
}

/** Where the channels of a pixel start. */
export function pixelAt({ side, channels, offset }: Tensor, x: number, y: number): number {
  return offset + ((y + 1) * (side + 2) + x + 1) * channels;
}
