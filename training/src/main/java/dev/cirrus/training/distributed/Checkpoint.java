package dev.cirrus.training.distributed;

import dev.cirrus.training.data.BadDataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a run stands after a round.
 *
 * @param run what run it is: its recipe, data, seed and executors
 * @param rounds how many rounds are done
 * @param seconds how long they took
 * @param curve what was seen on the way
 */
public record Checkpoint(
    String run, int rounds, double seconds, RoundResult state, List<Point> curve) {
  private static final int MAGIC = 0x4349434b;

  /**
   * A place on the learning curve.
   *
   * @param images learned from so far
   * @param loss of the round that ended here
   * @param mnist share of MNIST's validation images read right, or NaN where it was not looked at
   * @param pen the same for the validation writers' digits
   */
  public record Point(long images, double loss, double mnist, double pen) {}

  public Checkpoint {
    curve = List.copyOf(curve);
  }

  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeUTF(run);
      out.writeInt(rounds);
      out.writeDouble(seconds);
      out.writeDouble(state.loss());
      write(out, state.numbers());
      write(out, state.velocity());
      out.writeInt(curve.size());
      for (Point point : curve) {
        out.writeLong(point.images());
        out.writeDouble(point.loss());
        out.writeDouble(point.mnist());
        out.writeDouble(point.pen());
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory takes any bytes", e);
    }
    return bytes.toByteArray();
  }

  public static Checkpoint read(byte[] bytes, String name) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MAGIC) {
        throw new IOException("it is none");
      }
      String run = in.readUTF();
      int rounds = in.readInt();
      double seconds = in.readDouble();
      double loss = in.readDouble();
      RoundResult state = new RoundResult(floats(in), floats(in), loss);
      List<Point> curve = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        curve.add(new Point(in.readLong(), in.readDouble(), in.readDouble(), in.readDouble()));
      }
      return new Checkpoint(run, rounds, seconds, state, curve);
    } catch (IOException e) {
      throw new BadDataException(
          name + " is no whole checkpoint (" + e + "): delete it to begin anew.", e);
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
    if (count < 0 || count > 10_000_000) {
      throw new IOException("it says that it holds " + count + " numbers");
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }
}
