package io.eigencam.command;

import io.eigencam.fault.LetterTally;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dlq list}: how many dead letters there are, why and whose. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Counts the dead letters by reason and camera, and lists the newest.",
      "Never shows what a frame holds."
    },
    footer = {
      "",
      "Examples:",
      "  eigencam dlq list --from -1h",
      "  eigencam dlq list --reason UNDECODABLE,TOO_LARGE --camera road-1 --letters 100 --json"
    })
final class DlqListCommand implements Callable<Integer> {
  @Mixin private LetterOptions letters = new LetterOptions();

  @Option(
      names = "--letters",
      paramLabel = "N",
      defaultValue = "20",
      description = "List so many of the newest one by one (default: 20).")
  private int lines;

  @Mixin private PrefixOption prefix = new PrefixOption();

  @Option(names = "--json", description = "Print JSON, on one line.")
  private boolean json;

  @Mixin private ClientSettings client = new ClientSettings();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    QuietLogging.apply();
    if (lines < 0 || lines > 100_000) {
      throw new ParameterException(
          spec.commandLine(), "--letters must be between 0 and 100000, not " + lines + ".");
    }
    Topics topics = prefix.topics();
    LetterTally tally = new LetterTally(lines);
    ProgressLine progress =
        new ProgressLine(spec.commandLine().getErr(), "letters", OptionalLong.empty());
    try (ClusterConnection cluster = new ClusterConnection(client)) {
      try {
        long[] read = new long[1];
        letters.read(
            cluster.reader(),
            letters.ranges(cluster.reader(), topics),
            letter -> {
              tally.add(letter);
              progress.update(++read[0]);
            });
      } catch (KafkaException e) {
        throw cluster.explained(e, topics);
      } finally {
        progress.done();
      }
    }
    if (json) {
      JsonOutput.printLine(spec.commandLine().getOut(), json(tally, topics));
    } else {
      print(tally, topics, spec.commandLine().getOut());
    }
    return 0;
  }

  private static void print(LetterTally tally, Topics topics, PrintWriter out) {
    if (tally.groups().isEmpty()) {
      out.printf("No dead letters on %s.%n", topics.deadLetters().name());
      out.flush();
      return;
    }
    Instant now = Instant.now();
    TextTable groups = new TextTable("reason", "camera", "letters", "bytes", "oldest", "newest");
    tally
        .groups()
        .forEach(
            group ->
                groups.row(
                    group.reason(),
                    group.camera(),
                    group.letters(),
                    group.bytes(),
                    age(group.oldest(), now),
                    age(group.newest(), now)));
    groups.print(out);
    if (!tally.newest().isEmpty()) {
      out.println();
      TextTable lines = new TextTable("at", "age", "reason", "camera", "bytes", "retries", "cause");
      tally
          .newest()
          .forEach(
              line ->
                  lines.row(
                      line.position().partition() + ":" + line.position().offset(),
                      age(line.timestamp(), now),
                      line.reason(),
                      line.camera(),
                      line.bytes(),
                      line.retries(),
                      line.cause()));
      lines.print(out);
    }
    out.flush();
  }

  private static Map<String, Object> json(LetterTally tally, Topics topics) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("topic", topics.deadLetters().name());
    json.put("letters", tally.groups().stream().mapToLong(LetterTally.Group::letters).sum());
    json.put("groups", tally.groups().stream().map(DlqListCommand::json).toList());
    json.put("newest", tally.newest().stream().map(DlqListCommand::json).toList());
    return json;
  }

  private static Map<String, Object> json(LetterTally.Group group) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("reason", group.reason());
    json.put("camera", group.camera());
    json.put("letters", group.letters());
    json.put("bytes", group.bytes());
    json.put("withoutValue", group.withoutValue());
    json.put("oldest", Instant.ofEpochMilli(group.oldest()).toString());
    json.put("newest", Instant.ofEpochMilli(group.newest()).toString());
    return json;
  }

  private static Map<String, Object> json(LetterTally.Line line) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("partition", line.position().partition());
    json.put("offset", line.position().offset());
    json.put("time", Instant.ofEpochMilli(line.timestamp()).toString());
    json.put("reason", line.reason());
    json.put("camera", line.camera());
    json.put("bytes", line.bytes());
    json.put("retries", line.retries());
    json.put("cause", line.cause());
    return json;
  }

  /** In the unit that says enough: 40s, 12m, 3h, 9d. */
  static String age(long millis, Instant now) {
    Duration age = Duration.between(Instant.ofEpochMilli(millis), now);
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 100) {
      return seconds + "s";
    }
    if (seconds < 100 * 60) {
      return seconds / 60 + "m";
    }
    return seconds < 100 * 3600 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }
}
