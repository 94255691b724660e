package dev.cirrus.training.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * The shape of the convolutional network and where each of its numbers lies in one flat array.
 * Every layer is a 3 × 3 convolution, batch normalisation and a rectifier; the mean over the places
 * of the last layer feeds ten outputs.
 */
public record Network(List<Layer> layers) {
  public static final int CLASSES = 10;
  public static final float EPSILON = 1e-5f;

  /**
   * One convolution.
   *
   * @param in channels that come in
   * @param out channels that go out
   * @param stride 1, or 2 to halve the picture
   * @param skip whether the input of the layer before is added before the rectifier
   */
  public record Layer(int in, int out, int stride, boolean skip) {
    int weights() {
      return out * in * 9;
    }

    /** Its weights, then scale, shift, running mean and running variance of each channel. */
    int numbers() {
      return weights() + 4 * out;
    }
  }

  public Network {
    layers = List.copyOf(layers);
  }

  /**
   * Reads a shape such as {@code 24 48/2 48 48+}: channels of each layer, {@code /2} where it
   * halves the picture, {@code +} where what went into the layer before is added.
   */
  public static Network of(String shape) {
    List<Layer> layers = new ArrayList<>();
    int in = 1;
    for (String word : shape.trim().split(" +", -1)) {
      boolean skip = word.endsWith("+");
      boolean halve = word.contains("/2");
      int out = Integer.parseInt(word.replace("+", "").replace("/2", ""));
      layers.add(new Layer(in, out, halve ? 2 : 1, skip));
      in = out;
    }
    return new Network(layers);
  }

  /** The shape as {@link #of} reads it. */
  public String shape() {
    return layers.stream()
        .map(layer -> layer.out() + (layer.stride() == 2 ? "/2" : "") + (layer.skip() ? "+" : ""))
        .collect(Collectors.joining(" "));
  }

  public int features() {
    return layers.get(layers.size() - 1).out();
  }

  /** How many numbers the whole network has. */
  public int size() {
    return layers.stream().mapToInt(Layer::numbers).sum() + CLASSES * (features() + 1);
  }

  /** How many of them learn: all but the running means and variances. */
  public int learning() {
    return size() - layers.stream().mapToInt(layer -> 2 * layer.out()).sum();
  }

  /** Where a layer's numbers begin; one past the last layer, where the outputs' begin. */
  public int offset(int layer) {
    return layers.subList(0, layer).stream().mapToInt(Layer::numbers).sum();
  }

  /** Weights to start from. */
  public float[] initial(long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[size()];
    int at = 0;
    for (Layer layer : layers) {
      double scale = Math.sqrt(2.0 / (9 * layer.in()));
      for (int i = 0; i < layer.weights(); i++) {
        numbers[at++] = (float) (scale * random.nextGaussian());
      }
      // A layer that is added to another starts as nothing: the sum begins as its input alone.
      Arrays.fill(numbers, at, at + layer.out(), layer.skip() ? 0 : 1);
      at += 3 * layer.out();
      Arrays.fill(numbers, at, at + layer.out(), 1);
      at += layer.out();
    }
    double scale = Math.sqrt(1.0 / features());
    for (int i = 0; i < CLASSES * features(); i++) {
      numbers[at++] = (float) (scale * random.nextGaussian());
    }
    return numbers;
  }
}
