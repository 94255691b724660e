package dev.cirrus.bench.reading;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Simulates a photograph of a scene: uneven light, a shadow, blur, noise and JPEG artefacts. */
final class Camera {
  private final SplittableRandom random;

  Camera(SplittableRandom random) {
    this.random = random;
  }

  /** Photographs a scene and returns the JPEG file. */
  byte[] jpeg(BufferedImage scene) {
    int width = scene.getWidth();
    int height = scene.getHeight();
    float[][] channels = new float[3][width * height];
    int[] from = TableScene.pixels(scene);
    for (int i = 0; i < from.length; i++) {
      for (int c = 0; c < 3; c++) {
        channels[c][i] = (from[i] >> (16 - 8 * c)) & 255;
      }
    }
    light(channels, width, height);
    double blur = uniform(0, 1.3) * Math.max(1, width / 1600.0);
    for (float[] channel : channels) {
      blur(channel, width, height, blur);
    }
    double noise = uniform(1, 7);
    BufferedImage photo = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] to = TableScene.pixels(photo);
    double[] pixel = new double[3];
    for (int i = 0; i < to.length; i++) {
      double grain = 0.8 * noise * random.nextGaussian();
      for (int c = 0; c < 3; c++) {
        pixel[c] = channels[c][i] + grain + 0.6 * noise * random.nextGaussian();
      }
      to[i] = TableScene.rgb(pixel);
    }
    return encode(photo, (float) uniform(0.55, 0.92));
  }

  private void light(float[][] channels, int width, int height) {
    double direction = uniform(0, 2 * Math.PI);
    double fall = uniform(0, 0.35);
    double corners = uniform(0, 0.25);
    double exposure = uniform(0.78, 1.02);
    double[] tint = {1 + normal(0.03), 1, 1 + normal(0.05)};
    boolean shadow = random.nextInt(3) == 0;
    double angle = uniform(0, 2 * Math.PI);
    double offset = uniform(0, 0.3);
    double depth = uniform(0.25, 0.5);
    double soft = uniform(0.004, 0.08);
    double bend = uniform(-0.6, 0.6);
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        double u = (x + 0.5) / width - 0.5;
        double v = ((y + 0.5) / height - 0.5) * height / width;
        double gain = exposure;
        gain *= 1 - fall * (0.5 + u * Math.cos(direction) + v * Math.sin(direction));
        gain *= 1 - corners * 2 * (u * u + v * v);
        if (shadow) {
          double along = -u * Math.sin(angle) + v * Math.cos(angle);
          double distance =
              u * Math.cos(angle) + v * Math.sin(angle) - offset + bend * along * along;
          double cover = 1 / (1 + Math.exp(-4 * distance / soft));
          gain *= 1 - depth * cover;
        }
        for (int c = 0; c < 3; c++) {
          channels[c][i] *= (float) (gain * tint[c]);
        }
      }
    }
  }

  private static void blur(float[] channel, int width, int height, double deviation) {
    if (deviation < 0.2) {
      return;
    }
    int radius = (int) Math.ceil(2.5 * deviation);
    float[] kernel = new float[2 * radius + 1];
    float sum = 0;
    for (int k = -radius; k <= radius; k++) {
      kernel[k + radius] = (float) Math.exp(-k * k / (2 * deviation * deviation));
      sum += kernel[k + radius];
    }
    for (int k = 0; k < kernel.length; k++) {
      kernel[k] /= sum;
    }
    float[] line = new float[Math.max(width, height)];
    for (int y = 0; y < height; y++) {
      convolve(channel, y * width, 1, width, kernel, line);
    }
    for (int x = 0; x < width; x++) {
      convolve(channel, x, width, height, kernel, line);
    }
  }

  private static void convolve(
      float[] channel, int start, int stride, int length, float[] kernel, float[] line) {
    for (int i = 0; i < length; i++) {
      line[i] = channel[start + i * stride];
    }
    int radius = kernel.length / 2;
    for (int i = 0; i < length; i++) {
      float sum = 0;
      for (int k = -radius; k <= radius; k++) {
        sum += kernel[k + radius] * line[Math.max(0, Math.min(length - 1, i + k))];
      }
      channel[start + i * stride] = sum;
    }
  }

  static byte[] encode(BufferedImage image, float quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(stream);
      ImageWriteParam options = writer.getDefaultWriteParam();
      options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      options.setCompressionQuality(quality);
      writer.write(null, new IIOImage(image, null, null), options);
    } catch (IOException e) {
      throw new UncheckedIOException("failed to write a JPEG into memory", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private double uniform(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  private double normal(double deviation) {
    return deviation * Math.max(-2.5, Math.min(2.5, random.nextGaussian()));
  }
}
