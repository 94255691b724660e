package dev.cirrus.bench.reading;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
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
  private final RandomValues random;
  private final Condition condition;

  Camera(SplittableRandom random, Condition condition) {
    this.random = new RandomValues(random);
    this.condition = condition;
  }

  /** Photographs a scene and returns the JPEG file. */
  byte[] jpeg(BufferedImage wide) {
    BufferedImage scene =
        switch (condition) {
          case SMALL_PICTURE -> scaled(wide, 640);
          case LARGE_PICTURE -> scaled(wide, 4000);
          default -> wide;
        };
    int width = scene.getWidth();
    int height = scene.getHeight();
    float[][] channels = new float[3][width * height];
    int[] from = Pixels.of(scene);
    for (int i = 0; i < from.length; i++) {
      for (int c = 0; c < 3; c++) {
        channels[c][i] = (from[i] >> (16 - 8 * c)) & 255;
      }
    }
    light(channels, width, height);
    double blur = random.uniform(0, 1.3) * Math.max(1, width / 1600.0);
    for (float[] channel : channels) {
      blur(channel, width, height, blur);
    }
    if (condition == Condition.MOTION_BLUR) {
      double angle = random.uniform(0, Math.PI);
      double length = random.uniform(0.003, 0.008) * width;
      for (int c = 0; c < 3; c++) {
        channels[c] = smeared(channels[c], width, height, angle, length);
      }
    }
    double noise =
        condition == Condition.SENSOR_NOISE ? random.uniform(9, 16) : random.uniform(1, 7);
    BufferedImage photo = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] to = Pixels.of(photo);
    double[] pixel = new double[3];
    for (int i = 0; i < to.length; i++) {
      double grain = 0.8 * noise * random.gaussian();
      for (int c = 0; c < 3; c++) {
        pixel[c] = channels[c][i] + grain + 0.6 * noise * random.gaussian();
      }
      to[i] = Pixels.rgb(pixel);
    }
    boolean coarse = condition == Condition.COARSE_JPEG;
    return encode(photo, (float) (coarse ? random.uniform(0.25, 0.4) : random.uniform(0.55, 0.92)));
  }

  private static BufferedImage scaled(BufferedImage image, int longer) {
    double times = longer / (double) Math.max(image.getWidth(), image.getHeight());
    int width = (int) Math.round(times * image.getWidth());
    int height = (int) Math.round(times * image.getHeight());
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.drawImage(
        image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
    graphics.dispose();
    return scaled;
  }

  /** Averages the pixels along the path of a shaking camera. */
  private static float[] smeared(
      float[] channel, int width, int height, double angle, double length) {
    int steps = (int) Math.ceil(length);
    float[] smeared = new float[channel.length];
    for (int step = 0; step <= steps; step++) {
      double along = length * (step / (double) steps - 0.5);
      int dx = (int) Math.round(along * Math.cos(angle));
      int dy = (int) Math.round(along * Math.sin(angle));
      for (int y = 0, i = 0; y < height; y++) {
        int row = Math.max(0, Math.min(height - 1, y + dy)) * width;
        for (int x = 0; x < width; x++, i++) {
          smeared[i] += channel[row + Math.max(0, Math.min(width - 1, x + dx))] / (steps + 1);
        }
      }
    }
    return smeared;
  }

  /** Multiplies the colours with the light that falls on each pixel. */
  private void light(float[][] channels, int width, int height) {
    Daylight daylight =
        new Daylight(
            random.uniform(0, 2 * Math.PI),
            random.uniform(0, 0.35),
            random.uniform(0, 0.25),
            random.uniform(0.78, 1.02));
    double[] tint = tint();
    Lamp lamp =
        new Lamp(
            random.uniform(-0.35, 0.35),
            random.uniform(-0.25, 0.25),
            condition == Condition.LAMP ? random.uniform(0.35, 0.6) : Double.POSITIVE_INFINITY);
    float[] cast = castShadow(width, height);
    boolean hasEdge = condition == Condition.NONE && random.below(3) == 0;
    ShadowEdge edge =
        new ShadowEdge(
            random.uniform(0, 2 * Math.PI),
            random.uniform(0, 0.3),
            random.uniform(0.25, 0.5),
            random.uniform(0.004, 0.08),
            random.uniform(-0.6, 0.6));
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        double u = (x + 0.5) / width - 0.5;
        double v = ((y + 0.5) / height - 0.5) * height / width;
        double gain = daylight.at(u, v) / lamp.attenuation(u, v);
        if (cast.length > 0) {
          gain *= 1 - edge.depth * cast[i];
        }
        if (hasEdge) {
          gain *= 1 - edge.depth * edge.cover(u, v);
        }
        for (int c = 0; c < 3; c++) {
          channels[c][i] *= (float) (gain * tint[c]);
        }
      }
    }
  }

  private double[] tint() {
    double[] tint = {1 + random.normal(0.03), 1, 1 + random.normal(0.05)};
    return condition == Condition.YELLOW_LIGHT
        ? new double[] {1, random.uniform(0.78, 0.88), random.uniform(0.45, 0.65)}
        : tint;
  }

  /**
   * Light that falls off in one direction and towards the corners. As for the other lights, u and v
   * are distances from the picture's centre, relative to its width.
   */
  private record Daylight(double direction, double fall, double corners, double exposure) {
    double at(double u, double v) {
      return exposure
          * (1 - fall * (0.5 + u * Math.cos(direction) + v * Math.sin(direction)))
          * (1 - corners * 2 * (u * u + v * v));
    }
  }

  /** A lamp above a point of the picture. */
  private record Lamp(double u, double v, double reach) {
    double attenuation(double atU, double atV) {
      double away = ((atU - u) * (atU - u) + (atV - v) * (atV - v)) / (reach * reach);
      return (1 + away) * (1 + 0.3 * away);
    }
  }

  /** The soft, bent edge of a shadow that takes a share of the light, its depth. */
  private record ShadowEdge(
      double angle, double offset, double depth, double softness, double bend) {
    double cover(double u, double v) {
      double along = -u * Math.sin(angle) + v * Math.cos(angle);
      double distance = u * Math.cos(angle) + v * Math.sin(angle) - offset + bend * along * along;
      return 1 / (1 + Math.exp(-4 * distance / softness));
    }
  }

  /** Returns how much of the light a hand or a phone takes from each pixel; empty without one. */
  private float[] castShadow(int width, int height) {
    boolean hand = condition == Condition.SHADOW_OF_A_HAND;
    if (!hand && condition != Condition.SHADOW_OF_A_PHONE) {
      return new float[0];
    }
    BufferedImage shape = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = shape.createGraphics();
    graphics.setColor(Color.WHITE);
    double size = 0.5 * height;
    graphics.translate(width * random.uniform(0.3, 0.7), height * random.uniform(0.75, 1));
    graphics.rotate(random.uniform(-0.7, 0.7));
    if (hand) {
      graphics.fill(
          new RoundRectangle2D.Double(-0.4 * size, 0, 0.8 * size, 2 * size, size / 2, size / 2));
      for (int finger = 0; finger < 4; finger++) {
        double length = size * (finger == 0 || finger == 3 ? 0.55 : 0.7);
        graphics.fill(
            new RoundRectangle2D.Double(
                size * (-0.4 + 0.21 * finger),
                0.2 * size - length,
                0.16 * size,
                1.2 * length,
                60,
                60));
      }
    } else {
      graphics.fill(
          new RoundRectangle2D.Double(-0.35 * size, -0.6 * size, 0.7 * size, 1.4 * size, 60, 60));
      graphics.fill(new Rectangle2D.Double(-0.5 * size, 0.3 * size, size, 2 * size));
    }
    graphics.dispose();
    byte[] grey = ((DataBufferByte) shape.getRaster().getDataBuffer()).getData();
    float[] cast = new float[grey.length];
    for (int i = 0; i < grey.length; i++) {
      cast[i] = (grey[i] & 255) / 255f;
    }
    blur(cast, width, height, random.uniform(0.002, 0.02) * width);
    return cast;
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
}
