package dev.cirrus.local;

import dev.cirrus.localaws.Template;
import java.nio.file.Path;
import java.util.List;

/** {@code ./cirrus up}: starts everything, and stops it at Ctrl-C. */
final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    try {
      Path home = Template.find(Path.of("")).resolveSibling("");
      LocalSystem machine = LocalSystem.start(LocalOptions.read(home, List.of(arguments)));
      Runtime.getRuntime().addShutdownHook(new Thread(machine::close, "close"));
      System.out.println(machine.greeting());
    } catch (StartupException e) {
      System.err.println("cirrus: " + e.getMessage());
      System.exit(1);
    } catch (Exception e) {
      System.err.println("cirrus: it does not start:");
      e.printStackTrace();
      System.exit(1);
    }
  }
}
