import type { DisabledChannel, FeatureMaps, Outputs } from './network';

/** What the page asks of the worker. */
export type Task =
  | { readonly kind: 'load'; readonly onnx: Uint8Array; readonly kernel?: 'wasm' | 'js' }
  | { readonly kind: 'classify'; readonly images: readonly Uint8Array[] }
  | {
      readonly kind: 'inspect';
      readonly image: Uint8Array;
      readonly disabled: readonly DisabledChannel[];
    }
  | {
      readonly kind: 'trace';
      readonly image: Uint8Array;
      readonly disabled: readonly DisabledChannel[];
      readonly layer: number;
      readonly channel: number;
      readonly place: { readonly x: number; readonly y: number } | null;
    };

/** One convolution. */
export interface LayerShape {
  readonly side: number;
  readonly channels: number;
  readonly stride: number;
  /** The layer whose output is added; null if there is none. */
  readonly residual: number | null;
}

/** The answer to `load`. */
export interface LoadResult {
  readonly kernel: 'wasm' | 'js';
  readonly layers: readonly LayerShape[];
}

/** The answer to `inspect`. */
export interface Inspection extends Outputs {
  readonly layers: readonly FeatureMaps[];
}
