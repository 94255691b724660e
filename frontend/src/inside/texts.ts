import { t } from '../texts/translation';

/** All texts of the view. */
export const texts = {
  title: t`Inside the network`,
  lead: t`Draw, and see what each layer finds. Point at anything to see which part of the drawing drives it.`,
  empty: t`Draw a digit to send it through the network.`,
  step: t`Step by step`,
  live: t`Show everything`,
  next: t`Next`,
  back: t`Back`,
  fullScreen: t`Full screen`,
  leaveFullScreen: t`Leave full screen`,
  print: t`Print`,
  input: t`The picture`,
  inputText: t`The drawing is centred and made smaller until it is 28 × 28 dots. Each dot is a number: 0 is paper, 1 is full ink. These 784 numbers are all that the network gets.`,
  layer: (number: number): string => t`Layer ${number}`,
  maps: (channels: number, side: number): string => t`${channels} maps of ${side} × ${side}`,
  firstLayer: (channels: number): string =>
    t`${channels} small filters slide over the picture. Each compares 3 × 3 dots with its own pattern and lights up where it fits: at an upper edge, say, or at a slope.`,
  laterLayer: (field: number): string =>
    t`The filters of this layer look for patterns in all maps of the previous layer. Each unit depends on ${field} × ${field} dots of the picture.`,
  wholePicture: t`The filters of this layer look for patterns in all maps of the previous layer. Each unit can depend on the whole picture now.`,
  stride: t`They look at every second position only, so the maps are half as wide.`,
  residual: (number: number): string =>
    t`What layer ${number} found is added to it, so that nothing gets lost on the way.`,
  answer: t`The answer`,
  answerText: (channels: number): string =>
    t`Each map of the last layer becomes one number, its mean. Every digit has its own weights for these ${channels} numbers; the weighted sum is its score. The scores become probabilities, which add up to 100 %.`,
  notADigit: t`none`,
  notADigitName: t`not a digit`,
  pointed: (layer: number, map: number): string => t`Layer ${layer}, map ${map}`,
  unitStrength: (share: string): string => t`At this position it is at ${share} of this layer’s maximum.`,
  mapStrength: (share: string): string => t`Its strongest position is at ${share} of this layer’s maximum.`,
  silent: t`It is silent: nothing in the drawing fits its pattern.`,
  silentHere: t`It is silent at this position.`,
  drives: t`Orange ink drives it, blue ink works against it.`,
  frame: t`The frame is all that it can see.`,
  drivesClass: (name: string): string => t`Orange ink counts towards ${name}, blue ink against it.`,
  pointHint: t`Point at a map, a dot in it, or a digit of the answer. With the keyboard: arrow keys, and Enter to switch a map off.`,
  switchOff: t`Switch this map off`,
  switchOn: t`Switch it on again`,
  breakIt: t`Break it`,
  breakText: t`How much can you disturb it before the answer changes?`,
  noise: t`Noise`,
  right: t`Move sideways`,
  down: t`Move up or down`,
  turn: t`Turn`,
  strongest: t`Switch off the strongest map of the last layer`,
  repair: t`Repair everything`,
  off: (count: number): string => (count === 1 ? t`1 map is off` : t`${count} maps are off`),
  stillReads: (digit: string, share: string): string => t`It still reads ${digit} (${share}).`,
  nowReads: (digit: string, share: string, before: string): string =>
    t`Now it reads ${digit} (${share}) instead of ${before}.`,
  reads: (digit: string, share: string): string => t`It reads ${digit} (${share}).`,
  mapsOf: (layer: number, channels: number): string =>
    t`Feature maps of layer ${layer}, ${channels} of them. Arrow keys select one, Enter switches it off or on.`,
} as const;
