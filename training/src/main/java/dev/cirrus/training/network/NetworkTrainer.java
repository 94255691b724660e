package dev.cirrus.training.network;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.cirrus.training.data.LabeledImages;
import dev.cirrus.training.distributed.BatchGenerator;
import java.util.ArrayList;
import java.util.List;

/** The network in PyTorch, by DJL: one step of learning at a time, by Nesterov's momentum. */
public final class NetworkTrainer implements AutoCloseable {
  private static final float MOMENTUM = 0.9f;

  /** How much of the running means and variances stays with a step of learning. */
  private static final float KEEP = 0.99f;

  private static final Shape SAME = new Shape(1, 1);

  private final Network network;
  private final float decay;
  private final boolean folded;
  private final NDManager manager = NDManager.newBaseManager(Device.cpu());

  /** All of the network's numbers in order; the running means and variances do not learn. */
  private final List<NDArray> parts = new ArrayList<>();

  private final List<NDArray> velocities = new ArrayList<>();

  /**
   * @param folded whether the batch normalisation is part of the convolutions already, as in a
   *     model read back from ONNX: then it stays as it is
   */
  public NetworkTrainer(Network network, float decay, boolean folded) {
    this.network = network;
    this.decay = decay;
    this.folded = folded;
    for (Network.Layer layer : network.layers()) {
      learning(new Shape(layer.out(), layer.in(), 3, 3));
      learning(new Shape(layer.out()));
      learning(new Shape(layer.out()));
      fixed(new Shape(layer.out()));
      fixed(new Shape(layer.out()));
    }
    learning(new Shape(Network.CLASSES, network.features()));
    learning(new Shape(Network.CLASSES));
  }

  private void learning(Shape shape) {
    NDArray part = manager.zeros(shape);
    part.setRequiresGradient(true);
    parts.add(part);
    velocities.add(manager.zeros(shape));
  }

  private void fixed(Shape shape) {
    parts.add(manager.zeros(shape));
    velocities.add(manager.zeros(new Shape(0)));
  }

  /** Takes over all numbers of the network. */
  public void load(float[] numbers) {
    copy(numbers, parts);
  }

  /** All numbers of the network. */
  public float[] numbers() {
    return flat(parts, network.size());
  }

  /** The optimiser's memory, to go on from later. */
  public float[] velocity() {
    return flat(velocities, velocities.stream().mapToInt(v -> (int) v.size()).sum());
  }

  /** Takes over the optimiser's memory. */
  public void loadVelocity(float[] numbers) {
    copy(numbers, velocities);
  }

  private static void copy(float[] numbers, List<NDArray> into) {
    int at = 0;
    for (NDArray part : into) {
      float[] values = new float[(int) part.size()];
      System.arraycopy(numbers, at, values, 0, values.length);
      if (values.length > 0) {
        part.set(values);
      }
      at += values.length;
    }
  }

  private static float[] flat(List<NDArray> arrays, int size) {
    float[] numbers = new float[size];
    int at = 0;
    for (NDArray part : arrays) {
      if (part.size() > 0) {
        float[] values = part.toFloatArray();
        System.arraycopy(values, 0, numbers, at, values.length);
        at += values.length;
      }
    }
    return numbers;
  }

  /** Learns from one batch and returns its mean loss. */
  public float learn(BatchGenerator.Batch lesson, float rate) {
    float[] images = lesson.images();
    float[] targets = lesson.targets();
    int count = targets.length / Network.CLASSES;
    float loss;
    // PyTorch begins each thread but DJL's first with gradients of everything; a round may come in
    // a thread of its own, and a step is nothing to learn from.
    JniUtils.setGradMode(false);
    try (NDManager batch = manager.newSubManager()) {
      try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
        NDArray x =
            batch.create(images, new Shape(count, 1, LabeledImages.SIDE, LabeledImages.SIDE));
        NDArray y = batch.create(targets, new Shape(count, Network.CLASSES));
        NDArray mean = outputs(x, true).logSoftmax(1).mul(y).sum().div(-count);
        gradients.backward(mean);
        loss = mean.getFloat();
      }
      if (!Float.isFinite(loss)) {
        throw new IllegalStateException("the loss is no number any more; lower the learning rate");
      }
      step(batch, rate);
    }
    return loss;
  }

  private void step(NDManager batch, float rate) {
    for (int i = 0; i < parts.size(); i++) {
      NDArray part = parts.get(i);
      if (!part.hasGradient()) {
        continue;
      }
      NDArray velocity = velocities.get(i);
      try (NDArray gradient = part.getGradient()) {
        gradient.attach(batch);
        if (part.getShape().dimension() > 1) {
          gradient.addi(own(batch, part.mul(decay)));
        }
        velocity.muli(MOMENTUM).addi(gradient);
        part.subi(own(batch, velocity.mul(MOMENTUM)).addi(gradient).muli(rate));
        gradient.muli(0);
      }
    }
  }

  /** What is made of the network's own arrays would stay as long as they do: here it goes first. */
  private static NDArray own(NDManager batch, NDArray made) {
    made.attach(batch);
    return made;
  }

  /** Ten probabilities for each image. */
  public float[] probabilities(float[] images) {
    int count = images.length / LabeledImages.PIXELS;
    try (NDManager batch = manager.newSubManager()) {
      NDArray x = batch.create(images, new Shape(count, 1, LabeledImages.SIDE, LabeledImages.SIDE));
      return outputs(x, false).softmax(1).toFloatArray();
    }
  }

  private NDArray outputs(NDArray x, boolean training) {
    NDArray before = x;
    NDArray at = x;
    int part = 0;
    for (Network.Layer layer : network.layers()) {
      Shape stride = new Shape(layer.stride(), layer.stride());
      NDArray sum =
          Conv2d.conv2d(at, parts.get(part), null, stride, SAME, SAME, 1).singletonOrThrow();
      NDList normal =
          BatchNorm.batchNorm(
              sum,
              parts.get(part + 3),
              parts.get(part + 4),
              parts.get(part + 1),
              parts.get(part + 2),
              1,
              KEEP,
              Network.EPSILON,
              training && !folded);
      NDArray out = normal.singletonOrThrow();
      if (layer.skip()) {
        out = out.add(before);
      }
      before = at;
      at = Activation.relu(out);
      part += 5;
    }
    Shape shape = at.getShape();
    NDArray features = at.reshape(shape.get(0), shape.get(1), -1).mean(new int[] {2});
    return features.dot(own(x.getManager(), parts.get(part).transpose())).add(parts.get(part + 1));
  }

  @Override
  public void close() {
    manager.close();
  }
}
