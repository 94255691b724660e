package dev.cirrus.vision.segmentation;

/** The centre, direction and size of the solid rectangle that has a component's moments. */
final class PrincipalAxes {
  /**
   * The least length of a dash in its widths. A shorter mark is a dot, which has neighbours in all
   * directions; a dash has them beyond its ends.
   */
  private static final double MIN_DASH_LENGTH = 1.4;

  /** The least cosine of the angle between a dash and the direction to the next. */
  private static final double MIN_COSINE = 0.65;

  /** The largest width of a slash in its lengths; a bent stroke is wider. */
  private static final double MAX_SLASH_WIDTH = 0.18;

  /** The tangents of the angles from the vertical, 10° and 56°, between which a slash leans. */
  private static final double LEAST_LEAN = 0.18;

  private static final double MOST_LEAN = 1.5;

  final ConnectedComponent component;
  final double length;
  final double width;
  private final double middleX;
  private final double middleY;
  private final double directionX;
  private final double directionY;

  private PrincipalAxes(
      ConnectedComponent component,
      double middleX,
      double middleY,
      double xx,
      double xy,
      double yy) {
    this.component = component;
    this.middleX = middleX;
    this.middleY = middleY;
    double mean = (xx + yy) / 2;
    double spread = Math.sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
    length = Math.sqrt(12 * (mean + spread));
    width = Math.sqrt(12 * Math.max(0, mean - spread));
    double across = xx >= yy ? spread + (xx - yy) / 2 : xy;
    double down = xx >= yy ? xy : spread + (yy - xx) / 2;
    double size = Math.sqrt(across * across + down * down);
    directionX = size == 0 ? 1 : across / size;
    directionY = size == 0 ? 0 : down / size;
  }

  static PrincipalAxes of(ConnectedComponent component) {
    double sumX = 0;
    double sumY = 0;
    for (int i = 0; i < component.rows.length; i++) {
      int run = component.ends[i] - component.starts[i];
      sumX += run * (component.starts[i] + component.ends[i]) / 2.0;
      sumY += run * (component.rows[i] + 0.5);
    }
    double middleX = sumX / component.area;
    double middleY = sumY / component.area;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < component.rows.length; i++) {
      double run = component.ends[i] - component.starts[i];
      double x = (component.starts[i] + component.ends[i]) / 2.0 - middleX;
      double y = component.rows[i] + 0.5 - middleY;
      xx += run * (x * x + run * run / 12);
      xy += run * x * y;
      yy += run * (y * y + 1 / 12.0);
    }
    return new PrincipalAxes(
        component, middleX, middleY, xx / component.area, xy / component.area, yy / component.area);
  }

  /** Returns whether the component is a straight stroke whose upper end leans to the right. */
  boolean isSlash() {
    double lean = -directionX / directionY;
    return width <= MAX_SLASH_WIDTH * length && lean >= LEAST_LEAN && lean <= MOST_LEAN;
  }

  /** Returns whether a component lies beyond one of the ends; always true for a dot. */
  boolean pointsTo(ConnectedComponent other) {
    if (length < MIN_DASH_LENGTH * width) {
      return true;
    }
    double across = (other.left + other.right) / 2.0 - middleX;
    double down = (other.top + other.bottom) / 2.0 - middleY;
    double along = Math.abs(across * directionX + down * directionY);
    return along >= MIN_COSINE * Math.sqrt(across * across + down * down);
  }
}
