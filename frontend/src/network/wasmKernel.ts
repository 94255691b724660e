import binary from './kernel.as.ts?wasm';
import type { Kernel } from './convolution';

const PAGE_BYTES = 65_536;

type Convolve = (
  input: number,
  inSide: number,
  inChannels: number,
  stride: number,
  weights: number,
  bias: number,
  output: number,
  outSide: number,
  outChannels: number,
  residual: number,
) => void;

/**
 * Creates the kernel in WebAssembly with SIMD.
 *
 * @throws WebAssembly.CompileError, or whatever else the browser throws, if it lacks SIMD
 */
export function wasmKernel(floats: number): Kernel {
  const memory = new WebAssembly.Memory({ initial: Math.ceil((4 * floats) / PAGE_BYTES) });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
  const convolve = exports['convolve'] as Convolve;
  return {
    name: 'wasm',
    arena: new Float32Array(memory.buffer),
    convolve: ({ input, output, stride, weights, bias, residual }) =>
      convolve(
        4 * input.offset,
        input.side,
        input.channels,
        stride,
        4 * weights,
        4 * bias,
        4 * output.offset,
        output.side,
        output.channels,
        residual === null ? 0 : 4 * residual.offset,
      ),
  };
}
