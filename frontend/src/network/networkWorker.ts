import { jsKernel } from './jsKernel';
import { type DisabledChannel, Network } from './network';
import type { Inspection, Task } from './messages';
import { wasmKernel } from './wasmKernel';
import { respondWith } from '../worker/workerClient';

/** The worker in which the network runs. */
let network: Network | null = null;

respondWith(answer);

function answer(request: Task): unknown {
  if (request.kind === 'load') {
    network = load(request.onnx, request.kernel);
    return { kernel: network.kernelName, layers: network.layerShapes };
  }
  if (network === null) throw new Error('expected a model to be loaded first');
  switch (request.kind) {
    case 'classify':
      return request.images.map((image) => network!.classify(image));
    case 'inspect':
      return inspect(network, request.image, request.disabled);
    case 'trace':
      network.classify(request.image, request.disabled);
      return network.contributions(request.layer, request.channel, request.place);
  }
}

function load(onnx: Uint8Array, kernel: 'wasm' | 'js' | undefined): Network {
  if (kernel === 'js') return new Network(onnx, jsKernel);
  try {
    return new Network(onnx, wasmKernel);
  } catch (error) {
    // A browser without SIMD rejects the module; any other failure occurs again.
    if (kernel === 'wasm') throw error;
    return new Network(onnx, jsKernel);
  }
}

function inspect(
  loaded: Network,
  image: Uint8Array,
  disabled: readonly DisabledChannel[],
): Inspection {
  const outputs = loaded.classify(image, disabled);
  const layers = Array.from({ length: loaded.layerCount }, (_, layer) => loaded.featureMaps(layer));
  return { ...outputs, layers };
}
