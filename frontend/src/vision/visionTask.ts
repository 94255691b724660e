/** What the page asks of the worker in which `vision` runs. */
export type VisionTask =
  | {
      readonly kind: 'find';
      readonly width: number;
      readonly height: number;
      readonly rgba: Uint8ClampedArray;
    }
  | {
      readonly kind: 'normalize';
      readonly width: number;
      readonly height: number;
      readonly ink: Uint8Array;
    };
