package dev.cirrus.predict;

import java.io.IOException;
import java.util.Optional;

/** Where it stands whether what is drawn has shifted. */
public interface DriftReportSource {
  /** The last report, a JSON object, if there is one. */
  Optional<String> drift() throws IOException;
}
