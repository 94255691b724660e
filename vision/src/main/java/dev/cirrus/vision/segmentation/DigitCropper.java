package dev.cirrus.vision.segmentation;

import dev.cirrus.vision.Box;
import dev.cirrus.vision.Digit;
import dev.cirrus.vision.Raster;
import dev.cirrus.vision.binarization.InkMap;
import dev.cirrus.vision.normalization.DigitNormalizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes each digit's ink out of the picture, its soft edges with it and its neighbours not. */
public final class DigitCropper {
  private final InkMap ink;
  private final List<DigitCandidate> groups;

  /** Whose ink each pixel is: a group's number from 1, 0 nobody's; null if all is one group's. */
  private final byte @Nullable [] owners;

  public DigitCropper(InkMap ink, List<DigitCandidate> groups, int components) {
    this.ink = ink;
    this.groups = groups;
    boolean alone = groups.size() == 1 && groups.get(0).components.size() == components;
    owners = alone ? null : paint();
  }

  private byte[] paint() {
    byte[] painted = new byte[ink.width() * ink.height()];
    for (int i = 0; i < groups.size(); i++) {
      for (ConnectedComponent component : groups.get(i).components) {
        for (int run = 0; run < component.rows.length; run++) {
          int row = component.rows[run] * ink.width();
          for (int x = component.starts[run]; x < component.ends[run]; x++) {
            painted[row + x] = number(i);
          }
        }
      }
    }
    return painted;
  }

  /** Numbers repeat after 127 groups: such groups don't touch. */
  private static byte number(int group) {
    return (byte) (group % 127 + 1);
  }

  public Digit digit(int index, Raster raster, int times) {
    DigitCandidate group = groups.get(index);
    int left = Math.max(0, group.left - 1);
    int top = Math.max(0, group.top - 1);
    int width = Math.min(ink.width(), group.right + 1) - left;
    int height = Math.min(ink.height(), group.bottom + 1) - top;
    byte[] crop = new byte[width * height];
    int first = width;
    int last = -1;
    int upper = height;
    int lower = -1;
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        int at = (top + y) * ink.width() + left + x;
        byte value = ink.values()[at];
        if (value != 0 && belongs(left + x, top + y, at, number(index))) {
          crop[i] = value;
          first = Math.min(first, x);
          last = Math.max(last, x);
          upper = Math.min(upper, y);
          lower = y;
        }
      }
    }
    int across = last + 1 - first;
    int down = lower + 1 - upper;
    byte[] tight = new byte[across * down];
    for (int y = 0; y < down; y++) {
      System.arraycopy(crop, (upper + y) * width + first, tight, y * across, across);
    }
    Box box = new Box((left + first) * times, (top + upper) * times, across * times, down * times);
    return new Digit(clip(box, raster), DigitNormalizer.normalize(tight, across, down));
  }

  private static Box clip(Box box, Raster raster) {
    return new Box(
        box.x(),
        box.y(),
        Math.min(box.width(), raster.width() - box.x()),
        Math.min(box.height(), raster.height() - box.y()));
  }

  /** Whether a pixel is the group's own, or soft ink beside its own and beside no other's. */
  private boolean belongs(int x, int y, int at, byte number) {
    if (owners == null || owners[at] == number) {
      return true;
    }
    if (owners[at] != 0 || (ink.values()[at] & 255) >= ConnectedComponent.INK_THRESHOLD) {
      return false;
    }
    boolean beside = false;
    for (int j = Math.max(0, y - 1); j <= Math.min(ink.height() - 1, y + 1); j++) {
      for (int i = Math.max(0, x - 1); i <= Math.min(ink.width() - 1, x + 1); i++) {
        byte owner = owners[j * ink.width() + i];
        if (owner != 0 && owner != number) {
          return false;
        }
        beside |= owner == number;
      }
    }
    return beside;
  }
}
