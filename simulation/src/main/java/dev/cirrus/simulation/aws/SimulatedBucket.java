package dev.cirrus.simulation.aws;

import dev.cirrus.simulation.world.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * An S3 bucket. Reads are consistent, as S3's are, but their responses may be late, so that the
 * content is stale. Writes may depend on an ETag, which is the MD5 of the content, so that an
 * object which is written again with earlier content has its earlier ETag again.
 */
public final class SimulatedBucket implements S3Client {
  private final World world;
  private final Network network;
  private final Map<String, byte[]> objects;
  private final List<Listener> listeners;

  /** Called for each object when it is written. */
  @FunctionalInterface
  public interface Listener {
    void written(String key, byte[] content);
  }

  public SimulatedBucket(World world, Duration timeout) {
    this(world, timeout, new TreeMap<>(), new ArrayList<>());
  }

  private SimulatedBucket(
      World world, Duration timeout, Map<String, byte[]> objects, List<Listener> listeners) {
    this.world = world;
    this.network = new Network(world, "S3", timeout);
    this.objects = objects;
    this.listeners = listeners;
  }

  /** Returns a client for the same bucket that gives up a call after this time. */
  public SimulatedBucket withTimeout(Duration timeout) {
    return new SimulatedBucket(world, timeout, objects, listeners);
  }

  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** Writes an object as something outside the simulated functions would. */
  public void write(String key, byte[] content) {
    objects.put(key, content);
    listeners.forEach(listener -> listener.written(key, content));
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // There is nothing to close.
  }

  @Override
  public <T> T getObject(
      GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
    byte[] content =
        network.call(
            "GetObject " + request.key(),
            () -> {
              byte[] found = objects.get(request.key());
              if (found == null) {
                throw NoSuchKeyException.builder().message("no such key").statusCode(404).build();
              }
              return found;
            },
            SimulatedBucket::slowDown);
    try {
      return transformer.transform(
          GetObjectResponse.builder()
              .contentLength((long) content.length)
              .eTag(etag(content))
              .build(),
          AbortableInputStream.create(new ByteArrayInputStream(content)));
    } catch (Exception e) {
      throw SdkClientException.create("failed to read the response", e);
    }
  }

  @Override
  public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    byte[] content = bytes(body);
    return network.call(
        "PutObject " + request.key(),
        () -> {
          byte[] before = objects.get(request.key());
          if (request.ifMatch() != null && before == null) {
            throw NoSuchKeyException.builder().message("no such key").statusCode(404).build();
          }
          if ((request.ifNoneMatch() != null && before != null)
              || (request.ifMatch() != null
                  && before != null
                  && !request.ifMatch().equals(etag(before)))) {
            throw S3Exception.builder().message("precondition failed").statusCode(412).build();
          }
          write(request.key(), content);
          return PutObjectResponse.builder().build();
        },
        SimulatedBucket::slowDown);
  }

  @Override
  public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
    return network.call(
        "DeleteObject " + request.key(),
        () -> {
          objects.remove(request.key());
          return DeleteObjectResponse.builder().build();
        },
        SimulatedBucket::slowDown);
  }

  private static byte[] bytes(RequestBody body) {
    try (InputStream content = body.contentStreamProvider().newStream()) {
      return content.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String etag(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime provides MD5", e);
    }
  }

  private static RuntimeException slowDown() {
    return S3Exception.builder().message("slow down").statusCode(503).build();
  }
}
