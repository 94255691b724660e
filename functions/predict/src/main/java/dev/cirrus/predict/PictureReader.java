package dev.cirrus.predict;

import dev.cirrus.classifier.Classifier;
import dev.cirrus.classifier.ClassifierScorer;
import dev.cirrus.http.ProblemException;
import dev.cirrus.http.ProblemType;
import dev.cirrus.predict.image.DecodedImage;
import dev.cirrus.prediction.Prediction;
import dev.cirrus.vision.Reading;
import dev.cirrus.vision.TooComplexException;
import dev.cirrus.vision.Vision;

/** Reads the digits in a picture, or says why there are none. */
final class PictureReader {
  private PictureReader() {}

  static Reading read(DecodedImage picture, Classifier classifier) {
    Reading reading;
    try {
      reading = Vision.read(picture.raster(), new ClassifierScorer(classifier));
    } catch (TooComplexException e) {
      throw new ProblemException(
          ProblemType.TOO_COMPLEX,
          "The picture has too many shapes to be a sheet of digits: crop it to the digits, or"
              + " photograph them on plain paper.");
    }
    if (reading.digits().isEmpty()) {
      throw reading.rejected().isEmpty()
          ? new ProblemException(
              ProblemType.NOTHING_DRAWN, "There is nothing drawn in the picture: draw a digit.")
          : new ProblemException(
              ProblemType.NO_DIGIT,
              "Nothing in the picture looks like a digit: draw a digit from 0 to 9.");
    }
    if (reading.digits().size() > Prediction.MAX_DIGITS) {
      throw new ProblemException(
          ProblemType.TOO_MANY_DIGITS,
          "The picture holds more than 64 digits: cut it into pieces.");
    }
    return reading;
  }
}
