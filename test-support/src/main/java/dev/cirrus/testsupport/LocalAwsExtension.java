package dev.cirrus.testsupport;

import dev.cirrus.localaws.AwsEnvironment;
import dev.cirrus.localaws.LocalAws;
import dev.cirrus.localaws.StackResources;
import dev.cirrus.localaws.Template;
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
 * Injects an {@link AwsEnvironment}, which all tests of the JVM share, and {@link StackResources},
 * which each test class has for itself. If AWS_ENDPOINT_URL is set, the services at that address
 * are used, such as LocalStack's, instead of local ones.
 */
public final class LocalAwsExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(LocalAwsExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == AwsEnvironment.class || type == StackResources.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    AwsEnvironment aws = aws(context);
    return parameter.getParameter().getType() == AwsEnvironment.class
        ? aws
        : resources(context, aws);
  }

  private static AwsEnvironment aws(ExtensionContext context) {
    String address = System.getenv("AWS_ENDPOINT_URL");
    if (address != null) {
      return AwsEnvironment.at(URI.create(address));
    }
    return context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(Started.class).aws;
  }

  private static StackResources resources(ExtensionContext context, AwsEnvironment aws) {
    String owner = context.getRequiredTestClass().getName();
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            owner,
            name -> {
              try {
                return StackResources.create(
                    aws,
                    Template.read(Template.find(Path.of(""))),
                    "t" + UUID.randomUUID().toString().substring(0, 8) + "-");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            StackResources.class);
  }

  /** Local services that JUnit closes after the last test. */
  static final class Started implements AutoCloseable {
    private final Path folder;
    private final LocalAws aws;

    Started() throws IOException {
      folder = Files.createTempDirectory("cirrus-aws");
      aws = LocalAws.start(folder);
    }

    @Override
    public void close() throws IOException {
      aws.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
