package dev.cirrus.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Cloud}, the same one for the whole JVM, and {@link Resources} of their own,
 * one set for each test class. When AWS_ENDPOINT_URL is set, the cloud is what answers there:
 * LocalStack, say.
 */
public final class CloudExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(CloudExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Cloud.class || type == Resources.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Cloud cloud = cloud(context);
    return parameter.getParameter().getType() == Cloud.class ? cloud : resources(context, cloud);
  }

  private static Cloud cloud(ExtensionContext context) {
    String address = System.getenv("AWS_ENDPOINT_URL");
    if (address != null) {
      return Cloud.at(URI.create(address));
    }
    return context.getRoot().getStore(HERE).getOrComputeIfAbsent(Started.class).cloud;
  }

  private static Resources resources(ExtensionContext context, Cloud cloud) {
    String owner = context.getRequiredTestClass().getName();
    return context
        .getRoot()
        .getStore(HERE)
        .getOrComputeIfAbsent(
            owner,
            name -> {
              try {
                return Resources.create(
                    cloud,
                    Template.read(Template.find(Path.of(""))),
                    "t" + UUID.randomUUID().toString().substring(0, 8) + "-");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            Resources.class);
  }

  /** JUnit closes it when the last test is done. */
  static final class Started implements AutoCloseable {
    private final Path folder;
    private final LocalCloud cloud;

    Started() throws IOException {
      folder = Files.createTempDirectory("cirrus-cloud");
      cloud = LocalCloud.start(folder);
    }

    @Override
    public void close() throws IOException {
      cloud.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
