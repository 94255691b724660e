package dev.cirrus.predict.image;

/** The image formats that a request may contain. */
public enum ImageFormat {
  PNG("png"),
  JPEG("jpeg");

  private final String readerName;

  ImageFormat(String readerName) {
    this.readerName = readerName;
  }

  /** The name by which {@link javax.imageio.ImageIO} finds a reader. */
  String readerName() {
    return readerName;
  }
}
