package dev.cirrus.predict.inference;

/** The tensor types in use, with their names in the protocol. */
enum DataType {
  /** As an input: values from 0 (paper) to 1 (ink). */
  FP32(Float.BYTES, 1),

  /** As an input: values from 0 (paper) to 255 (ink). */
  UINT8(Byte.BYTES, 255),

  /** An output only. */
  INT64(Long.BYTES, Long.MAX_VALUE);

  private final int bytes;
  private final float ink;

  DataType(int bytes, float ink) {
    this.bytes = bytes;
    this.ink = ink;
  }

  /** The size of one value in a binary tensor. */
  int bytes() {
    return bytes;
  }

  /** The value of ink, which is the largest. */
  float ink() {
    return ink;
  }
}
