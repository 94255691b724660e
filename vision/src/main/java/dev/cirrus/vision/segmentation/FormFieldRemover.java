package dev.cirrus.vision.segmentation;

import dev.cirrus.vision.binarization.InkMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Removes the printed fields of forms, rows of boxes or combs that are open at the top, and the
 * lines of tables, and keeps the digits in them. A field is a component of straight lines: some as
 * long as the component is wide, and several across them that are as long as its ends. Marks in it
 * are as high as digits, unlike the eyes and the mouth of a face. Small marks beside fields of
 * several boxes are labels, which are removed, too.
 */
public final class FormFieldRemover {
  /** The least height of a field in pixels; smaller ones have no room for legible digits. */
  private static final int MIN_HEIGHT = 12;

  /** The least width of a field, in its heights. */
  private static final double MIN_WIDTH = 0.5;

  /** The least ratio between the heights of a comb's ends; perspective makes one lower. */
  private static final double MIN_END_RATIO = 0.7;

  /** The largest share of ink in a field's bounding box; textures and blots have more. */
  private static final double MAX_INK = 0.5;

  /** The largest width of a field's lines, in pixels or as a share of the field's height. */
  private static final int MAX_LINE_WIDTH = 4;

  private static final double MAX_LINE_WIDTH_SHARE = 0.1;

  /** The same in median runs of ink; most of them cross a line of the field. */
  private static final double MAX_LINE_WIDTH_RUNS = 3;

  /** The least share of its length on which a line is visible; handwriting covers the rest. */
  private static final double MIN_VISIBLE_SHARE = 0.8;

  /** The largest length of a line between two boxes, in heights of the field. */
  private static final double MAX_LENGTH = 1.3;

  /** The least height of marks in a field, in heights of the field. */
  private static final double MIN_MARK_HEIGHT = 0.35;

  /** What remains of a field's lines where they were not erased is smaller than this. */
  private static final double MAX_REMAINS = 0.25;

  /** The largest height of a label, as a share of the usual height of the marks in the fields. */
  private static final double MAX_LABEL_HEIGHT = 0.5;

  /**
   * Bounds the work, as a multiple of the picture's area: the bounding boxes of nested components
   * overlap.
   */
  private static final long MAX_SEARCHED = 4;

  private FormFieldRemover() {}

  /** Returns the picture without the fields of forms, or the same object if there are none. */
  public static InkMap removed(InkMap ink, List<ConnectedComponent> components) {
    InkMap strong = ink;
    List<ConnectedComponent> marks = components;
    if (ink.isLocal()) {
      // In photographs, the lines of forms are often too faint to be ink along all their length.
      strong = ink.with(doubled(ink.values()));
      marks = ConnectedComponent.of(strong);
    }
    List<Field> fields = new ArrayList<>();
    long searched = 0;
    for (ConnectedComponent mark : marks) {
      if (!mayBeField(mark, ink)) {
        continue;
      }
      searched += (long) mark.width() * mark.height();
      if (searched > MAX_SEARCHED * ink.values().length) {
        break;
      }
      Field field = field(strong, mark, marks);
      if (field != null) {
        fields.add(field);
      }
    }
    if (fields.isEmpty()) {
      return ink;
    }
    InkMap remaining = ink.with(ink.values().clone());
    for (Field field : fields) {
      erase(field.lines, remaining);
      field.strokes.forEach(stroke -> restore(stroke, field.lines, ink, remaining));
    }
    double label = MAX_LABEL_HEIGHT * usualHeight(fields);
    for (ConnectedComponent mark : marks) {
      if (mark.height() < label && fields.stream().noneMatch(field -> field.surrounds(mark))) {
        erase(mark, remaining);
      }
    }
    return remaining;
  }

  private static byte[] doubled(byte[] values) {
    byte[] doubled = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      doubled[i] = (byte) Math.min(255, 2 * (values[i] & 255));
    }
    return doubled;
  }

  private static boolean mayBeField(ConnectedComponent mark, InkMap ink) {
    return mark.height() >= MIN_HEIGHT
        && mark.width() >= MIN_WIDTH * mark.height()
        && mark.area <= MAX_INK * mark.width() * mark.height()
        && mark.left > 0
        && mark.top > 0
        && mark.right < ink.width()
        && mark.bottom < ink.height();
  }

  /** Returns a component as a field; null if it is not a field with marks in it. */
  private static @Nullable Field field(
      InkMap ink, ConnectedComponent component, List<ConnectedComponent> marks) {
    double maxWidth =
        Math.max(
            MAX_LINE_WIDTH,
            Math.min(
                MAX_LINE_WIDTH_SHARE * component.height(),
                MAX_LINE_WIDTH_RUNS * component.strokeWidth()));
    LineEraser along =
        new LineEraser(
            cropped(ink, component),
            /* vertical= */ false,
            MIN_VISIBLE_SHARE * component.width(),
            MIN_VISIBLE_SHARE * component.width(),
            component.width(),
            maxWidth);
    if (along.lines() == 0) {
      return null;
    }
    int rows = Math.max(1, along.lines() - 1);
    double ends = along.lines() == 1 ? endHeight(component) : along.spread();
    double height = ends / rows;
    if (height < MIN_HEIGHT) {
      return null;
    }
    LineEraser across =
        new LineEraser(
            along.remaining(),
            /* vertical= */ true,
            MIN_VISIBLE_SHARE * ends,
            MIN_VISIBLE_SHARE * ends,
            MAX_LENGTH * ends,
            maxWidth);
    if (across.lines() < 2) {
      return null;
    }
    List<ConnectedComponent> strokes = ConnectedComponent.of(across.remaining());
    strokes.removeIf(stroke -> stroke.longer() < MAX_REMAINS * height);
    List<ConnectedComponent> enclosed = new ArrayList<>();
    Field field = new Field(component, strokes, enclosed, rows * (across.lines() - 1));
    Stream.concat(
            strokes.stream(),
            marks.stream().filter(mark -> mark != component && field.surrounds(mark)))
        .filter(mark -> mark.height() >= MIN_MARK_HEIGHT * height)
        .forEach(enclosed::add);
    return enclosed.isEmpty() ? null : field;
  }

  /** Returns the ink of a component alone, in its bounding box. */
  private static InkMap cropped(InkMap ink, ConnectedComponent component) {
    byte[] values = new byte[component.width() * component.height()];
    for (int i = 0; i < component.rows.length; i++) {
      System.arraycopy(
          ink.values(),
          component.rows[i] * ink.width() + component.starts[i],
          values,
          (component.rows[i] - component.top) * component.width()
              + component.starts[i]
              - component.left,
          component.ends[i] - component.starts[i]);
    }
    return ink.with(component.width(), component.height(), values);
  }

  /**
   * Returns the number of rows in which a component's outermost ink is near its left or right end,
   * whichever is less; 0 if the ends differ.
   */
  private static int endHeight(ConnectedComponent component) {
    double reach = LineEraser.MAX_SLOPE * component.height() + MAX_LINE_WIDTH;
    int[] rows = component.rows;
    int left = 0;
    int right = 0;
    for (int i = 0; i < rows.length; i++) {
      boolean isFirst = i == 0 || rows[i - 1] < rows[i];
      boolean isLast = i == rows.length - 1 || rows[i + 1] > rows[i];
      left += isFirst && component.starts[i] <= component.left + reach ? 1 : 0;
      right += isLast && component.ends[i] >= component.right - reach ? 1 : 0;
    }
    int lower = Math.min(left, right);
    return lower >= MIN_END_RATIO * Math.max(left, right) ? lower : 0;
  }

  /** Returns the median height of the marks in fields of several boxes; 0 if there are none. */
  private static int usualHeight(List<Field> fields) {
    int[] heights =
        fields.stream()
            .filter(field -> field.boxes > 1)
            .flatMapToInt(field -> field.marks.stream().mapToInt(ConnectedComponent::height))
            .sorted()
            .toArray();
    return heights.length == 0 ? 0 : heights[heights.length / 2];
  }

  /** Erases a component and its soft edge. */
  private static void erase(ConnectedComponent component, InkMap from) {
    int width = from.width();
    for (int i = 0; i < component.rows.length; i++) {
      int left = Math.max(0, component.starts[i] - 1);
      int right = Math.min(width, component.ends[i] + 1);
      int last = Math.min(from.height() - 1, component.rows[i] + 1);
      for (int y = Math.max(0, component.rows[i] - 1); y <= last; y++) {
        Arrays.fill(from.values(), y * width + left, y * width + right, (byte) 0);
      }
    }
  }

  /** Copies a stroke, given in the coordinates of a field's bounding box. */
  private static void restore(
      ConnectedComponent stroke, ConnectedComponent field, InkMap from, InkMap to) {
    for (int i = 0; i < stroke.rows.length; i++) {
      int at = (field.top + stroke.rows[i]) * from.width() + field.left + stroke.starts[i];
      System.arraycopy(from.values(), at, to.values(), at, stroke.ends[i] - stroke.starts[i]);
    }
  }

  /**
   * A field of a form.
   *
   * @param lines its lines and what touches them
   * @param strokes what touches the lines, in the coordinates of their bounding box
   * @param marks the strokes and the components in the field that may be digits
   */
  private record Field(
      ConnectedComponent lines,
      List<ConnectedComponent> strokes,
      List<ConnectedComponent> marks,
      int boxes) {
    /** Returns whether the lower half of a mark is in the field: combs are lower than digits. */
    boolean surrounds(ConnectedComponent mark) {
      int x = (mark.left + mark.right) / 2;
      int y = mark.bottom - mark.height() / 4;
      return x > lines.left && x < lines.right && y > lines.top && y < lines.bottom;
    }
  }
}
