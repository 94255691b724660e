// A 3 × 3 convolution with padding 1, bias, an optional residual and ReLU, in AssemblyScript with SIMD.
//
// Tensors are channels-last and have a border of zeros one pixel wide, so that no pixel is special.
// Four output channels of seven neighbouring pixels are computed together: the seven sums and the
// weights stay in registers, and the 28, 14 and 7 pixels of a row are multiples of seven. Because the
// channels of the three pixels under one row of the filter are neighbours in memory, they are one loop.

/**
 * @param input, weights, bias, output, residual addresses; a residual of 0 means none
 * @param inSide, outSide the sides of the tensors without their borders
 * @param stride 1 or 2
 */
export function convolve(
  input: usize,
  inSide: i32,
  inChannels: i32,
  stride: i32,
  weights: usize,
  bias: usize,
  output: usize,
  outSide: i32,
  outChannels: i32,
  residual: usize,
): void {
  const inRow: usize = (<usize>(inSide + 2) * inChannels) << 2;
  const outRow: usize = (<usize>(outSide + 2) * outChannels) << 2;
  const step: usize = (<usize>stride * inChannels) << 2;
  const pixel: usize = <usize>outChannels << 2;
  const filterRow: usize = (<usize>3 * inChannels) << 2;
  const unrolled: usize = filterRow & ~15;
  const zero = f32x4.splat(0);

  for (let channel: usize = 0; channel < <usize>outChannels; channel += 4) {
    const filter = weights + channel * 3 * filterRow;
    const start = v128.load(bias + (channel << 2));
    for (let y: usize = 0; y < <usize>outSide; y++) {
      for (let x: usize = 0; x < <usize>outSide; x += 7) {
        let s0 = start;
        let s1 = start;
        let s2 = start;
        let s3 = start;
        let s4 = start;
        let s5 = start;
        let s6 = start;
        let w = filter;
        for (let row: usize = 0; row < 3; row++) {
          let p0 = input + (y * stride + row) * inRow + x * step;
          const unrolledEnd = p0 + unrolled;
          const end = p0 + filterRow;
          while (p0 < unrolledEnd) {
            const p1 = p0 + step;
            const p2 = p1 + step;
            const p3 = p2 + step;
            const p4 = p3 + step;
            const p5 = p4 + step;
            const p6 = p5 + step;
            let v = v128.load(w);
            s0 = f32x4.add(s0, f32x4.mul(v, v128.load32_splat(p0)));
            s1 = f32x4.add(s1, f32x4.mul(v, v128.load32_splat(p1)));
            s2 = f32x4.add(s2, f32x4.mul(v, v128.load32_splat(p2)));
            s3 = f32x4.add(s3, f32x4.mul(v, v128.load32_splat(p3)));
            s4 = f32x4.add(s4, f32x4.mul(v, v128.load32_splat(p4)));
            s5 = f32x4.add(s5, f32x4.mul(v, v128.load32_splat(p5)));
            s6 = f32x4.add(s6, f32x4.mul(v, v128.load32_splat(p6)));
            v = v128.load(w, 16);
            s0 = f32x4.add(s0, f32x4.mul(v, v128.load32_splat(p0, 4)));
            s1 = f32x4.add(s1, f32x4.mul(v, v128.load32_splat(p1, 4)));
            s2 = f32x4.add(s2, f32x4.mul(v, v128.load32_splat(p2, 4)));
            s3 = f32x4.add(s3, f32x4.mul(v, v128.load32_splat(p3, 4)));
            s4 = f32x4.add(s4, f32x4.mul(v, v128.load32_splat(p4, 4)));
            s5 = f32x4.add(s5, f32x4.mul(v, v128.load32_splat(p5, 4)));
            s6 = f32x4.add(s6, f32x4.mul(v, v128.load32_splat(p6, 4)));
            v = v128.load(w, 32);
            s0 = f32x4.add(s0, f32x4.mul(v, v128.load32_splat(p0, 8)));
            s1 = f32x4.add(s1, f32x4.mul(v, v128.load32_splat(p1, 8)));
            s2 = f32x4.add(s2, f32x4.mul(v, v128.load32_splat(p2, 8)));
            s3 = f32x4.add(s3, f32x4.mul(v, v128.load32_splat(p3, 8)));
            s4 = f32x4.add(s4, f32x4.mul(v, v128.load32_splat(p4, 8)));
            s5 = f32x4.add(s5, f32x4.mul(v, v128.load32_splat(p5, 8)));
            s6 = f32x4.add(s6, f32x4.mul(v, v128.load32_splat(p6, 8)));
            v = v128.load(w, 48);
            s0 = f32x4.add(s0, f32x4.mul(v, v128.load32_splat(p0, 12)));
            s1 = f32x4.add(s1, f32x4.mul(v, v128.load32_splat(p1, 12)));
            s2 = f32x4.add(s2, f32x4.mul(v, v128.load32_splat(p2, 12)));
            s3 = f32x4.add(s3, f32x4.mul(v, v128.load32_splat(p3, 12)));
            s4 = f32x4.add(s4, f32x4.mul(v, v128.load32_splat(p4, 12)));
            s5 = f32x4.add(s5, f32x4.mul(v, v128.load32_splat(p5, 12)));
            s6 = f32x4.add(s6, f32x4.mul(v, v128.load32_splat(p6, 12)));
            p0 += 16;
            w += 64;
          }
          while (p0 < end) {
            const v = v128.load(w);
            s0 = f32x4.add(s0, f32x4.mul(v, v128.load32_splat(p0)));
            s1 = f32x4.add(s1, f32x4.mul(v, v128.load32_splat(p0 + step)));
            s2 = f32x4.add(s2, f32x4.mul(v, v128.load32_splat(p0 + 2 * step)));
            s3 = f32x4.add(s3, f32x4.mul(v, v128.load32_splat(p0 + 3 * step)));
            s4 = f32x4.add(s4, f32x4.mul(v, v128.load32_splat(p0 + 4 * step)));
            s5 = f32x4.add(s5, f32x4.mul(v, v128.load32_splat(p0 + 5 * step)));
            s6 = f32x4.add(s6, f32x4.mul(v, v128.load32_splat(p0 + 6 * step)));
            p0 += 4;
            w += 16;
          }
        }
        const offset = (y + 1) * outRow + (x + 1) * pixel + (channel << 2);
        if (residual !== 0) {
          const r = residual + offset;
          s0 = f32x4.add(s0, v128.load(r));
          s1 = f32x4.add(s1, v128.load(r + pixel));
          s2 = f32x4.add(s2, v128.load(r + 2 * pixel));
          s3 = f32x4.add(s3, v128.load(r + 3 * pixel));
          s4 = f32x4.add(s4, v128.load(r + 4 * pixel));
          s5 = f32x4.add(s5, v128.load(r + 5 * pixel));
          s6 = f32x4.add(s6, v128.load(r + 6 * pixel));
        }
        const o = output + offset;
        v128.store(o, f32x4.max(s0, zero));
        v128.store(o + pixel, f32x4.max(s1, zero));
        v128.store(o + 2 * pixel, f32x4.max(s2, zero));
        v128.store(o + 3 * pixel, f32x4.max(s3, zero));
        v128.store(o + 4 * pixel, f32x4.max(s4, zero));
        v128.store(o + 5 * pixel, f32x4.max(s5, zero));
        v128.store(o + 6 * pixel, f32x4.max(s6, zero));
      }
    }
  }
}
