package dev.cirrus.localaws;

import java.net.URI;

/** A running local service. */
interface LocalService {
  URI endpoint();

  /** Stops the service. What it acknowledged is on disk. */
  void stop() throws Exception;
}
