package dev.cirrus.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The runbooks of the alarms: their titles and commands. */
record Runbooks(String text) {
  private static final Pattern SECTION = Pattern.compile("(?m)^### (\\w+)$");
  private static final Pattern COMMANDS = Pattern.compile("(?m)^```sh\\n((?:.*\\n)*?)```$");

  static Runbooks read() throws IOException {
    return new Runbooks(Files.readString(Repository.ROOT.resolve("docs/runbooks.md")));
  }

  /** The alarms that have a section. */
  List<String> sections() {
    return SECTION.matcher(text).results().map(match -> match.group(1)).toList();
  }

  /** The shell functions that the commands of every section use. */
  String definitions() {
    return blocks().getFirst();
  }

  /** Every command, each on a line of its own. */
  List<String> commands() {
    List<String> commands = new ArrayList<>();
    blocks().stream().skip(1).forEach(block -> commands.addAll(block.lines().toList()));
    return commands;
  }

  private List<String> blocks() {
    return COMMANDS.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
