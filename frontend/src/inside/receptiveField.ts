import type { LayerShape } from '../network/messages';

/** A square part of the image, which may reach beyond its edge. */
export interface Field {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** The sides of the parts of the image that a unit of each layer depends on. */
export function fieldSides(layers: readonly Pick<LayerShape, 'stride'>[]): readonly number[] {
  let side = 1;
  let step = 1;
  return layers.map(({ stride }) => {
    side += 2 * step;
    step *= stride;
    return side;
  });
}

/** The part of the image that a unit depends on. */
export function fieldOf(
  layers: readonly Pick<LayerShape, 'stride'>[],
  layer: number,
  unit: { readonly x: number; readonly y: number },
): Field {
  const side = fieldSides(layers)[layer] ?? 1;
  const step = layers.slice(0, layer + 1).reduce((product, { stride }) => product * stride, 1);
  // With padding 1, a unit is centred on the first of the pixels that it steps over.
  return { x: unit.x * step - (side - 1) / 2, y: unit.y * step - (side - 1) / 2, side };
}
