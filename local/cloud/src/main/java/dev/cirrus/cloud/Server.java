package dev.cirrus.cloud;

import java.net.URI;

/** One running service. */
interface Server {
  URI endpoint();

  void stop() throws Exception;
}
