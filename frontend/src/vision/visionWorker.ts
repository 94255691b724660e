import { find, normalize } from 'vision';
import { respondWith } from '../worker/workerClient';
import type { VisionTask } from './visionTask';

/** The worker in which `vision` runs, so that it does not delay the pen. */
respondWith<VisionTask>((task) => {
  switch (task.kind) {
    case 'find':
      return find(task.width, task.height, task.rgba);
    case 'normalize':
      return normalize(task.width, task.height, task.ink);
  }
});
