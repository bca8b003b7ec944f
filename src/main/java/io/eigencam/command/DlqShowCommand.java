package io.eigencam.command;

import io.eigencam.fault.LetterSelection;
import io.eigencam.fault.LetterSelection.Span;
import io.eigencam.fault.StoredLetter;
import io.eigencam.topic.DeadLetterHeaders;
import io.eigencam.topic.PartitionRange;
import io.eigencam.topic.RecordPosition;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dlq show}: one dead letter. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows one dead letter: why it is there, where it stood, its headers and its size.",
      "What the frame holds is personal data and never shown; --out writes it to a file",
      "that only you may read."
    },
    footer = {
      "",
      "Examples:",
      "  eigencam dlq show 0:17",
      "  eigencam dlq show 0:17 --out broken.jpg"
    })
final class DlqShowCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PLACE",
      converter = LetterPlace.Converter.class,
      description = "PARTITION:OFFSET on the topic of dead letters, as 'dlq list' prints it.")
  private @Nullable Span place;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the frame, as it was read, to this new file.")
  private @Nullable Path out;

  @Mixin private PrefixOption prefix = new PrefixOption();

  @Option(names = "--json", description = "Print JSON, on one line.")
  private boolean json;

  @Mixin private ClientSettings client = new ClientSettings();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    QuietLogging.apply();
    Span wanted = place;
    if (wanted == null || wanted.first() != wanted.last()) {
      throw new ParameterException(spec.commandLine(), "Name one place, such as 0:17.");
    }
    Topics topics = prefix.topics();
    StoredLetter letter;
    try (ClusterConnection cluster = new ClusterConnection(client)) {
      try {
        letter = find(cluster, topics, wanted);
      } catch (KafkaException e) {
        throw cluster.explained(e, topics);
      }
    }
    if (out != null) {
      byte[] value = letter.source().value();
      if (value == null) {
        throw new IOException(
            "the dead letter has no value to write%s"
                .formatted(
                    letter.bytes() > 0
                        ? ": %d bytes were too large for the topic".formatted(letter.bytes())
                        : ""));
      }
      PrivateFile.write(out, value);
    }
    print(letter);
    return 0;
  }

  private static StoredLetter find(ClusterConnection cluster, Topics topics, Span wanted)
      throws IOException {
    String topic = topics.deadLetters().name();
    List<PartitionRange> all = cluster.reader().range(topic, null, null);
    LetterSelection one = new LetterSelection(Set.of(), Set.of(), List.of(wanted));
    List<StoredLetter> found = new ArrayList<>();
    cluster
        .reader()
        .read(
            one.within(all),
            record -> {
              if (record.offset() == wanted.first()) {
                found.add(new StoredLetter(record));
              }
            });
    if (found.isEmpty()) {
      String held =
          all.stream()
              .filter(range -> range.partition().partition() == wanted.partition())
              .findFirst()
              .map(
                  range ->
                      range.length() == 0
                          ? "the partition is empty"
                          : "the partition holds offsets %d to %d; not all are letters"
                              .formatted(range.begin(), range.end() - 1))
              .orElse("the topic has %d partitions".formatted(all.size()));
      throw new IOException(
          "no dead letter stands at %s: %s"
              .formatted(new RecordPosition(topic, wanted.partition(), wanted.first()), held));
    }
    return found.get(0);
  }

  private void print(StoredLetter letter) throws IOException {
    PrintWriter writer = spec.commandLine().getOut();
    Map<String, Object> facts = facts(letter);
    Map<String, String> headers = HeaderWords.of(letter.headers());
    if (json) {
      facts.put("headers", headers);
      JsonOutput.printLine(writer, facts);
      return;
    }
    facts.forEach(
        (name, value) ->
            writer.printf("%-14s %s%n", name, TextTable.printable(String.valueOf(value))));
    writer.println("headers");
    headers.forEach(
        (name, value) ->
            writer.printf("  %s: %s%n", TextTable.printable(name), TextTable.printable(value)));
    writer.flush();
  }

  private static Map<String, Object> facts(StoredLetter letter) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("at", letter.position().toString());
    facts.put("reason", letter.reason());
    DeadLetterHeaders told = letter.told();
    facts.put("cause", told == null ? null : told.cause());
    facts.put("exception", told == null ? null : told.exceptionClass());
    facts.put("stood", told == null ? null : letter.source().toString());
    facts.put("camera", letter.frame().cameraId());
    facts.put("id", letter.frame().id());
    facts.put("time", Instant.ofEpochMilli(letter.source().timestamp()).toString());
    facts.put("bytes", letter.bytes());
    facts.put("valueKept", letter.hasValue());
    facts.put("retries", letter.retries());
    return facts;
  }
}
