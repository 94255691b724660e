import { CHANNELS_AT_ONCE, type Convolution, type Kernel, pixelAt } from './convolution';

/** The same computation as kernel.as.ts, for browsers without WebAssembly SIMD. */
export function jsKernel(floats: number): Kernel {
  const arena = new Float32Array(floats);
  return { name: 'js', arena, convolve: (convolution) => convolve(arena, convolution) };
}

function convolve(
  arena: Float32Array,
  { input, output, stride, weights, bias, residual }: Convolution,
): void {
  const inRow = (input.side + 2) * input.channels;
  const filterRow = 3 * input.channels;
  for (let channel = 0; channel < output.channels; channel += CHANNELS_AT_ONCE) {
    const filter = weights + channel * 3 * filterRow;
    for (let y = 0; y < output.side; y++) {
      for (let x = 0; x < output.side; x++) {
        let s0 = arena[bias + channel]!;
        let s1 = arena[bias + channel + 1]!;
        let s2 = arena[bias + channel + 2]!;
        let s3 = arena[bias + channel + 3]!;
        let w = filter;
        for (let row = 0; row < 3; row++) {
          const start = input.offset + (y * stride + row) * inRow + x * stride * input.channels;
          for (let p = start; p < start + filterRow; p++) {
            const value = arena[p]!;
            s0 += value * arena[w]!;
            s1 += value * arena[w + 1]!;
            s2 += value * arena[w + 2]!;
            s3 += value * arena[w + 3]!;
            w += CHANNELS_AT_ONCE;
          }
        }
        if (residual !== null) {
          const r = pixelAt(residual, x, y) + channel;
          s0 += arena[r]!;
          s1 += arena[r + 1]!;
          s2 += arena[r + 2]!;
          s3 += arena[r + 3]!;
        }
        const o = pixelAt(output, x, y) + channel;
        arena[o] = Math.max(0, s0);
        arena[o + 1] = Math.max(0, s1);
        arena[o + 2] = Math.max(0, s2);
        arena[o + 3] = Math.max(0, s3);
      }
    }
  }
}
