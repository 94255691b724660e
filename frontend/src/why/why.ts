/** The parts of "Why?" that are loaded when it is used. */
export { explainOnDevice } from './deviceExplanation';
export { DrawingOverlay } from './drawingOverlay';
export { nearestDigits } from './nearestDigits';
