/** All texts of the view. */
export const texts = {
  title: 'Inside the network',
  lead: 'Draw, and see what each layer finds. Point at anything to see which part of the drawing drives it.',
  empty: 'Draw a digit to send it through the network.',
  step: 'Step by step',
  live: 'Show everything',
  next: 'Next',
  back: 'Back',
  fullScreen: 'Full screen',
  leaveFullScreen: 'Leave full screen',
  print: 'Print',
  input: 'The picture',
  inputText:
    'The drawing is centred and made smaller until it is 28 × 28 dots. Each dot is a number: 0 is paper, 1 is full ink. These 784 numbers are all that the network gets.',
  layer: (number: number): string => `Layer ${number}`,
  maps: (channels: number, side: number): string => `${channels} maps of ${side} × ${side}`,
  firstLayer: (channels: number): string =>
    `${channels} small filters slide over the picture. Each compares 3 × 3 dots with its own pattern and lights up where it fits: at an upper edge, say, or at a slope.`,
  laterLayer: (field: number): string =>
    `The filters of this layer look for patterns in all maps of the layer before. Each unit depends on ${field} × ${field} dots of the picture.`,
  wholePicture:
    'The filters of this layer look for patterns in all maps of the layer before. Each unit can depend on the whole picture now.',
  stride: 'They take every second place only, so the maps are half as wide.',
  residual: (number: number): string =>
    `What layer ${number} found is added to it, so that nothing gets lost on the way.`,
  answer: 'The answer',
  answerText: (channels: number): string =>
    `Each map of the last layer becomes one number, its mean. Every digit has its own weights for these ${channels} numbers; the weighted sum is its score. The scores become probabilities, which add up to 100 %.`,
  notADigit: 'none',
  notADigitName: 'not a digit',
  pointed: (layer: number, map: number): string => `Layer ${layer}, map ${map}`,
  unitStrength: (share: string): string => `At this place it is at ${share} of this layer’s maximum.`,
  mapStrength: (share: string): string => `Its strongest place is at ${share} of this layer’s maximum.`,
  silent: 'It is silent: nothing in the drawing fits its pattern.',
  silentHere: 'It is silent at this place.',
  drives: 'Orange ink drives it, blue ink works against it.',
  frame: 'The frame is all that it can see.',
  drivesClass: (name: string): string =>
    `Orange ink speaks for ${name}, blue ink against it.`,
  pointHint: 'Point at a map, a dot in it, or a digit of the answer. With the keyboard: arrow keys, and Enter to switch a map off.',
  switchOff: 'Switch this map off',
  switchOn: 'Switch it on again',
  breakIt: 'Break it',
  breakText: 'How much can you disturb it until the answer changes?',
  noise: 'Noise',
  right: 'Move sideways',
  down: 'Move up or down',
  turn: 'Turn',
  strongest: 'Switch off the strongest map of the last layer',
  repair: 'Repair everything',
  off: (count: number): string => (count === 1 ? '1 map is off' : `${count} maps are off`),
  stillReads: (digit: string, share: string): string => `It still reads ${digit} (${share}).`,
  nowReads: (digit: string, share: string, before: string): string =>
    `Now it reads ${digit} (${share}) instead of ${before}.`,
  reads: (digit: string, share: string): string => `It reads ${digit} (${share}).`,
  mapsOf: (layer: number, channels: number): string =>
    `Feature maps of layer ${layer}, ${channels} of them. Arrow keys select one, Enter switches it off or on.`,
} as const;
