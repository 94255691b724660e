package dev.cirrus.record;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads the files of events/record and writes responses with the runtime's serializer. */
final class Events {
  /** Maven runs tests in the module's folder. */
  private static final Path FOLDER = Path.of("..", "..", "events", "record");

  private static final PojoSerializer<SQSEvent> BATCHES =
      LambdaEventSerializers.serializerFor(SQSEvent.class, Events.class.getClassLoader());
  private static final PojoSerializer<SQSBatchResponse> RESPONSES =
      LambdaEventSerializers.serializerFor(SQSBatchResponse.class, Events.class.getClassLoader());

  private Events() {}

  static List<String> names() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SQSEvent event(String name) {
    try (InputStream file = Files.newInputStream(FOLDER.resolve(name + ".json"))) {
      return BATCHES.fromJson(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String written(SQSBatchResponse answer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RESPONSES.toJson(answer, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
