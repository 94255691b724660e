package dev.cirrus.training.network;

import dev.cirrus.classifier.Classification;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * The architecture of the convolutional network, with all parameters in one flat array. Every layer
 * is a 3 × 3 convolution, batch normalisation and a rectifier; the last layer is averaged over its
 * pixels and feeds one output a class.
 */
public record Network(List<Layer> layers) {
  /** The digits from 0 to 9 and "not a digit". */
  public static final int CLASSES = Classification.DIGITS + 1;

  public static final float EPSILON = 1e-5f;

  /**
   * One convolution.
   *
   * @param in input channels
   * @param out output channels
   * @param stride 1, or 2 to halve the resolution
   * @param skip whether the input of the previous layer is added before the rectifier
   */
  public record Layer(int in, int out, int stride, boolean skip) {
    int weights() {
      return out * in * 9;
    }

    /** The weights, then scale, shift, running mean and running variance of each channel. */
    int parameters() {
      return weights() + 4 * out;
    }
  }

  public Network {
    layers = List.copyOf(layers);
  }

  /**
   * Parses a shape such as {@code 24 48/2 48 48+}: the channels of each layer, {@code /2} where it
   * halves the resolution, {@code +} where the input of the previous layer is added.
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

  /** The shape as {@link #of} parses it. */
  public String shape() {
    return layers.stream()
        .map(layer -> layer.out() + (layer.stride() == 2 ? "/2" : "") + (layer.skip() ? "+" : ""))
        .collect(Collectors.joining(" "));
  }

  public int features() {
    return layers.get(layers.size() - 1).out();
  }

  /** The number of parameters. */
  public int size() {
    return layers.stream().mapToInt(Layer::parameters).sum() + CLASSES * (features() + 1);
  }

  /** The number of parameters that are trained: all but the running means and variances. */
  public int trainable() {
    return size() - layers.stream().mapToInt(layer -> 2 * layer.out()).sum();
  }

  /** The index of a layer's first parameter; one past the last layer, of the outputs'. */
  public int offset(int layer) {
    return layers.subList(0, layer).stream().mapToInt(Layer::parameters).sum();
  }

  /** Initial parameters (He et al. 2015). */
  public float[] initial(long seed) {
    Random random = new Random(seed);
    float[] parameters = new float[size()];
    int at = 0;
    for (Layer layer : layers) {
      double scale = Math.sqrt(2.0 / (9 * layer.in()));
      for (int i = 0; i < layer.weights(); i++) {
        parameters[at++] = (float) (scale * random.nextGaussian());
      }
      // A residual branch starts at zero, so that the block is the identity at first.
      Arrays.fill(parameters, at, at + layer.out(), layer.skip() ? 0 : 1);
      at += 3 * layer.out();
      Arrays.fill(parameters, at, at + layer.out(), 1);
      at += layer.out();
    }
    double scale = Math.sqrt(1.0 / features());
    for (int i = 0; i < CLASSES * features(); i++) {
      parameters[at++] = (float) (scale * random.nextGaussian());
    }
    return parameters;
  }
}
