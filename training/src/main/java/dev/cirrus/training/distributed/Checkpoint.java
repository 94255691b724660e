package dev.cirrus.training.distributed;

import dev.cirrus.training.data.BadDataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of a run after a round.
 *
 * @param run identifies the run, as {@link #runId} does
 * @param rounds completed so far
 * @param seconds that they took
 * @param curve the learning curve so far
 */
public record Checkpoint(
    String run, int rounds, double seconds, RoundResult state, List<Point> curve) {
  private static final int MAGIC = 0x4349434c;
  private static final int MOST_PARAMETERS = 10_000_000;

  /**
   * A point of the learning curve.
   *
   * @param images trained on so far
   * @param loss of the round that ended here
   * @param accuracy on validation sets, by their names; empty where it was not measured
   */
  public record Point(long images, double loss, Map<String, Double> accuracy) {
    /** The validation sets. */
    public static final String MNIST = "mnist";

    public static final String PEN = "pen";

    public Point {
      accuracy = Map.copyOf(accuracy);
    }
  }

  public Checkpoint {
    curve = List.copyOf(curve);
  }

  /**
   * Identifies a run by everything that its model depends on.
   *
   * @param base SHA-256 of the model that it continues from
   * @param data SHA-256 of the data files, by their names
   */
  public static String runId(Recipe recipe, String base, Map<String, String> data) {
    return String.join(" ", recipe.toString(), base, new TreeMap<>(data).toString());
  }

  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeUTF(run);
      out.writeInt(rounds);
      out.writeDouble(seconds);
      out.writeDouble(state.loss());
      write(out, state.parameters());
      write(out, state.velocity());
      out.writeInt(curve.size());
      for (Point point : curve) {
        out.writeLong(point.images());
        out.writeDouble(point.loss());
        out.writeInt(point.accuracy().size());
        for (Map.Entry<String, Double> set : point.accuracy().entrySet()) {
          out.writeUTF(set.getKey());
          out.writeDouble(set.getValue());
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("failed to write to memory", e);
    }
    return bytes.toByteArray();
  }

  /** Reads a checkpoint; errors call the file {@code name}. */
  public static Checkpoint read(byte[] bytes, String name) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MAGIC) {
        throw new IOException("expected a checkpoint of this version");
      }
      String run = in.readUTF();
      int rounds = in.readInt();
      double seconds = in.readDouble();
      double loss = in.readDouble();
      RoundResult state = new RoundResult(floats(in), floats(in), loss);
      List<Point> curve = new ArrayList<>();
      for (int points = in.readInt(); points > 0; points--) {
        long images = in.readLong();
        double pointLoss = in.readDouble();
        Map<String, Double> accuracy = new TreeMap<>();
        for (int sets = in.readInt(); sets > 0; sets--) {
          accuracy.put(in.readUTF(), in.readDouble());
        }
        curve.add(new Point(images, pointLoss, accuracy));
      }
      return new Checkpoint(run, rounds, seconds, state, curve);
    } catch (IOException e) {
      throw new BadDataException(
          name
              + " is not a complete checkpoint ("
              + e
              + "). Delete it to start from the beginning.",
          e);
    }
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static float[] floats(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST_PARAMETERS) {
      throw new IOException("implausible number of parameters: " + count);
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
