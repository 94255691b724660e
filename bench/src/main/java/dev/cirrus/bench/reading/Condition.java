package dev.cirrus.bench.reading;

/** A condition that makes a photographed sheet difficult to read. */
enum Condition {
  NONE,
  PENCIL,
  FELT_PEN,
  SMALL_WRITING,
  LARGE_WRITING,
  DARK_PAPER,
  STRONG_PERSPECTIVE,
  CUT_BY_THE_FRAME,
  SEVERAL_SHEETS,
  PAGE_ROTATED,
  SHADOW_OF_A_HAND,
  SHADOW_OF_A_PHONE,
  LAMP,
  YELLOW_LIGHT,
  MOTION_BLUR,
  SENSOR_NOISE,
  COARSE_JPEG,
  SMALL_PICTURE,
  LARGE_PICTURE;

  /** Returns whether the condition concerns the sheet's place on a table. */
  boolean needsTable() {
    return this == STRONG_PERSPECTIVE || this == CUT_BY_THE_FRAME || this == SEVERAL_SHEETS;
  }
}
