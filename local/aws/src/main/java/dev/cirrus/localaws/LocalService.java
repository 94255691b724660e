package dev.cirrus.localaws;

import java.net.URI;

/** A running local service. */
interface LocalService {
  URI endpoint();

  /** Stops the service. Acknowledged writes are on disk. */
  void stop() throws Exception;
}
