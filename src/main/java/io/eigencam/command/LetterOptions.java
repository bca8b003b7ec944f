package io.eigencam.command;

import io.eigencam.fault.LetterSelection;
import io.eigencam.fault.LetterSelection.Span;
import io.eigencam.fault.StoredLetter;
import io.eigencam.topic.CommittedReader;
import io.eigencam.topic.PartitionRange;
import io.eigencam.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which dead letters a command means; without any option, all. */
final class LetterOptions {
  @Option(
      names = "--reason",
      split = ",",
      paramLabel = "REASON",
      description = "Only with these reasons, separated by commas: UNDECODABLE, TOO_LARGE, …")
  private @Nullable List<String> reasons;

  @Option(
      names = {"--cameras", "--camera"},
      split = ",",
      paramLabel = "ID",
      description = "Only of these cameras, separated by commas.")
  private @Nullable List<String> cameras;

  @Option(
      names = "--at",
      split = ",",
      converter = LetterPlace.Converter.class,
      paramLabel = "PLACE",
      description =
          "Only those that stand there on the topic of dead letters: 0:17, or 0:17-40 for a range.")
  private @Nullable List<Span> places;

  @Mixin private TimeRange time = new TimeRange();

  /** Whether any condition was given. */
  boolean given() {
    return reasons != null || cameras != null || places != null || time.given();
  }

  LetterSelection selection() {
    return new LetterSelection(
        reasons == null
            ? Set.of()
            : reasons.stream()
                .map(reason -> reason.strip().toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet()),
        cameras == null ? Set.of() : Set.copyOf(cameras),
        places == null ? List.of() : places);
  }

  /** Where the letters stand that are meant, and some others. */
  List<PartitionRange> ranges(CommittedReader reader, Topics topics) {
    return selection().within(reader.range(topics.deadLetters().name(), null, null));
  }

  /** Hands over every letter that is meant. */
  void read(CommittedReader reader, List<PartitionRange> ranges, Consumer<StoredLetter> each) {
    Predicate<StoredLetter> meant = meant();
    reader.read(
        ranges,
        record -> {
          StoredLetter letter = new StoredLetter(record);
          if (meant.test(letter)) {
            each.accept(letter);
          }
        });
  }

  /** Tells the letters that are meant. */
  Predicate<StoredLetter> meant() {
    LetterSelection selection = selection();
    return letter ->
        selection.takes(letter) && time.contains(Instant.ofEpochMilli(letter.source().timestamp()));
  }
}
