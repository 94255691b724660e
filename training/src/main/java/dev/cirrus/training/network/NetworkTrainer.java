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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Trains the network in PyTorch by stochastic gradient descent with Nesterov's momentum. */
public final class NetworkTrainer implements AutoCloseable {
  private static final float MOMENTUM = 0.9f;

  /** Applied to weights, not to biases and the batch normalisation. */
  public static final float WEIGHT_DECAY = 5e-4f;

  /** The momentum of the running means and variances. */
  private static final float RUNNING_MOMENTUM = 0.99f;

  private static final Shape SAME = new Shape(1, 1);

  private final Network network;
  private final boolean folded;
  private final NDManager manager = NDManager.newBaseManager(Device.cpu());

  /** The network's parameters in order; the running means and variances are not trained. */
  private final List<NDArray> parts = new ArrayList<>();

  private final List<NDArray> velocities = new ArrayList<>();

  /**
   * @param folded whether the batch normalisation is already folded into the convolutions, as in a
   *     model read from ONNX, and is not trained
   */
  public NetworkTrainer(Network network, boolean folded) {
    this.network = network;
    this.folded = folded;
    for (Network.Layer layer : network.layers()) {
      trained(new Shape(layer.out(), layer.in(), 3, 3));
      trained(new Shape(layer.out()));
      trained(new Shape(layer.out()));
      fixed(new Shape(layer.out()));
      fixed(new Shape(layer.out()));
    }
    trained(new Shape(Network.CLASSES, network.features()));
    trained(new Shape(Network.CLASSES));
  }

  private void trained(Shape shape) {
    NDArray part = manager.zeros(shape);
    part.setRequiresGradient(true);
    parts.add(part);
    velocities.add(manager.zeros(shape));
  }

  private void fixed(Shape shape) {
    parts.add(manager.zeros(shape));
    velocities.add(manager.zeros(new Shape(0)));
  }

  /** Sets the network's parameters. */
  public void load(float[] parameters) {
    copy(parameters, parts);
  }

  /** The network's parameters. */
  public float[] parameters() {
    return flat(parts, network.size());
  }

  /** The optimiser's velocity, to continue with later. */
  public float[] velocity() {
    return flat(velocities, velocities.stream().mapToInt(v -> (int) v.size()).sum());
  }

  /** Sets the optimiser's velocity. */
  public void loadVelocity(float[] parameters) {
    copy(parameters, velocities);
  }

  private static void copy(float[] values, List<NDArray> into) {
    int at = 0;
    for (NDArray part : into) {
      int size = (int) part.size();
      if (size > 0) {
        part.set(Arrays.copyOfRange(values, at, at + size));
      }
      at += size;
    }
  }

  private static float[] flat(List<NDArray> arrays, int size) {
    float[] parameters = new float[size];
    int at = 0;
    for (NDArray part : arrays) {
      if (part.size() > 0) {
        float[] values = part.toFloatArray();
        System.arraycopy(values, 0, parameters, at, values.length);
        at += values.length;
      }
    }
    return parameters;
  }

  /** Trains on one batch and returns its mean loss. */
  public float step(Batch batch, float learningRate) {
    float[] images = batch.images();
    float[] targets = batch.targets();
    int count = targets.length / Network.CLASSES;
    float loss;
    // PyTorch records gradients in every thread except DJL's first. A round may run in another
    // thread, and updating the parameters must not be recorded.
    JniUtils.setGradMode(false);
    try (NDManager scope = manager.newSubManager()) {
      try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
        NDArray x =
            scope.create(images, new Shape(count, 1, LabeledImages.SIDE, LabeledImages.SIDE));
        NDArray y = scope.create(targets, new Shape(count, Network.CLASSES));
        NDArray mean = outputs(x, true).logSoftmax(1).mul(y).sum().div(-count);
        gradients.backward(mean);
        loss = mean.getFloat();
      }
      if (!Float.isFinite(loss)) {
        throw new IllegalStateException("the loss is no longer finite; lower the learning rate");
      }
      update(scope, learningRate);
    }
    return loss;
  }

  private void update(NDManager scope, float learningRate) {
    for (int i = 0; i < parts.size(); i++) {
      NDArray part = parts.get(i);
      if (!part.hasGradient()) {
        continue;
      }
      NDArray velocity = velocities.get(i);
      try (NDArray gradient = part.getGradient()) {
        gradient.attach(scope);
        if (part.getShape().dimension() > 1) {
          gradient.addi(attached(scope, part.mul(WEIGHT_DECAY)));
        }
        velocity.muli(MOMENTUM).addi(gradient);
        part.subi(attached(scope, velocity.mul(MOMENTUM)).addi(gradient).muli(learningRate));
        gradient.muli(0);
      }
    }
  }

  /** Attaches an intermediate result, which would otherwise live as long as the parameters. */
  private static NDArray attached(NDManager scope, NDArray result) {
    result.attach(scope);
    return result;
  }

  /** Returns each image's probabilities, one image after the other. */
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
              RUNNING_MOMENTUM,
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
    return features
        .dot(attached(x.getManager(), parts.get(part).transpose()))
        .add(parts.get(part + 1));
  }

  @Override
  public void close() {
    manager.close();
  }
}
