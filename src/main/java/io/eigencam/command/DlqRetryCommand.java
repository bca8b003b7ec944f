package io.eigencam.command;

import io.eigencam.audit.WorkDone;
import io.eigencam.fault.LetterResend;
import io.eigencam.fault.LetterResend.Refusal;
import io.eigencam.fault.Pace;
import io.eigencam.fault.RetryPlan;
import io.eigencam.fault.StoredLetter;
import io.eigencam.topic.CommittedReader;
import io.eigencam.topic.PartitionRange;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dlq retry}: dead letters as frames once more. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    description = {
      "Sends dead letters to camera-frames once more, after their cause was mended:",
      "the same picture, camera, partition and headers, as a new frame whose id is that",
      "of the old one and '~retry-1' (then -2, …). Its headers retry-of and dlq-retry",
      "say so. The dead letter stays until its topic deletes it."
    },
    footer = {
      "",
      "Left out are letters without a picture (empty, or too large to be kept), those of",
      "other topics, and, without --again, those that were sent again before: their",
      "results, dead letters and frames that wait tell.",
      "It may be interrupted at any time; the same command sends the rest.",
      "Exit code 1 if a letter was refused by the topic; the others are sent all the same.",
      "",
      "Examples:",
      "  eigencam dlq retry --reason UNKNOWN_SCHEMA --dry-run",
      "  eigencam dlq retry --reason UNKNOWN_SCHEMA --yes",
      "  eigencam dlq retry --at 0:17-40"
    })
final class DlqRetryCommand implements Callable<Integer> {
  /** More than these go only with a word: as many as a person can have looked at. */
  private static final int MOST_UNASKED = 100;

  private static final double SHARE_OF_MEMORY = 0.4;

  /** A frame may be dated later than it was sent again. */
  private static final Duration CLOCK_AHEAD = Duration.ofHours(2);

  @Mixin private LetterOptions letters = new LetterOptions();

  @Option(names = "--all", description = "All dead letters, where no other option chooses some.")
  private boolean all;

  @Option(names = "--again", description = "Also those that were sent again before.")
  private boolean again;

  @Option(names = "--dry-run", description = "Only say what would be sent.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Needed to send more than " + MOST_UNASKED + ".")
  private boolean yes;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Send at most so many per second; 0 as fast as Kafka takes them (default: 5). Frames that are sent again are never shed, so many at once keep live cameras waiting.")
  private double rate;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description =
          "Consumer group of the service, which tells the frames that wait (default: the prefix, then 'eigencam').")
  private @Nullable String group;

  @Mixin private PrefixOption prefix = new PrefixOption();

  @Option(names = "--json", description = "Print JSON, on one line.")
  private boolean json;

  @Mixin private ClientSettings client = new ClientSettings();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    QuietLogging.apply();
    if (letters.given() == all) {
      throw new ParameterException(
          spec.commandLine(),
          all
              ? "--all goes with none of --reason, --cameras, --at, --from and --to."
              : "Choose: --reason, --cameras, --at, --from, --to, or --all.");
    }
    if (!(rate >= 0 && rate <= 100_000)) {
      throw new ParameterException(
          spec.commandLine(), "--rate must be between 0 and 100000, not " + rate + ".");
    }
    Topics topics = prefix.topics();
    try (ClusterConnection cluster = new ClusterConnection(client)) {
      try {
        return retry(cluster, topics);
      } catch (KafkaException e) {
        throw cluster.explained(e, topics);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
  }

  private int retry(ClusterConnection cluster, Topics topics) throws IOException {
    CommittedReader reader = cluster.reader();
    reader.partitions(topics.cameraFrames().name()); // there must be one
    List<PartitionRange> ranges = letters.ranges(reader, topics);
    RetryPlan plan = plan(cluster, topics, ranges);
    if (dryRun || plan.size() == 0) {
      print(topics, plan, 0, List.of());
      return 0;
    }
    if (plan.size() > MOST_UNASKED && !yes) {
      throw new IOException(
          "%d frames would be sent; say --yes if that is meant, --dry-run to look first"
              .formatted(plan.size()));
    }
    try (LetterResend resend =
        new LetterResend(cluster.settings(), topics.cameraFrames(), InstantSource.system())) {
      send(resend, cluster, ranges, plan);
      print(topics, plan, resend.sent(), resend.refusals());
      if (resend.refused() > 0) {
        throw new IOException(
            "%d of %d dead letters were not sent, %s refused them: %s at %d:%d; look at its max.message.bytes"
                .formatted(
                    resend.refused(),
                    plan.size(),
                    topics.cameraFrames().name(),
                    resend.refusals().get(0).text(),
                    resend.refusals().get(0).letter().partition(),
                    resend.refusals().get(0).letter().offset()));
      }
    }
    return 0;
  }

  /** The order matters: what is done by the committed offset has its result. */
  private RetryPlan plan(ClusterConnection cluster, Topics topics, List<PartitionRange> ranges) {
    CommittedReader reader = cluster.reader();
    RetryPlan plan =
        new RetryPlan(
            topics.cameraFrames().name(),
            again,
            RetryPlan.fitting((long) (Runtime.getRuntime().maxMemory() * SHARE_OF_MEMORY)));
    Predicate<StoredLetter> meant = letters.meant();
    reader.read(
        again ? ranges : reader.toTheEnd(ranges),
        record -> {
          StoredLetter letter = new StoredLetter(record);
          plan.stands(letter);
          if (meant.test(letter)) {
            plan.letter(letter);
          }
        });
    if (plan.size() > 0 && !again) {
      String frames = topics.cameraFrames().name();
      WorkDone work =
          WorkDone.of(
              cluster.admin(), group == null ? topics.prefix() + "eigencam" : group, frames);
      reader.read(
          reader.range(
              topics.detections().name(), Instant.ofEpochMilli(plan.earliestResult()), null),
          plan::result);
      Instant first = Instant.ofEpochMilli(plan.earliestFrame()).minus(CLOCK_AHEAD);
      reader.read(work.rest(reader.range(frames, first, null)), plan::frame);
    }
    return plan;
  }

  private void send(
      LetterResend resend, ClusterConnection cluster, List<PartitionRange> ranges, RetryPlan plan)
      throws IOException {
    Pace pace = new Pace(rate);
    ProgressLine progress =
        new ProgressLine(spec.commandLine().getErr(), "frames", OptionalLong.of(plan.size()));
    try {
      letters.read(
          cluster.reader(),
          ranges,
          letter -> {
            if (plan.takes(letter.position())) {
              pace.await();
              send(resend, letter);
              progress.update(resend.sent());
            }
          });
      resend.flush();
    } finally {
      progress.done();
    }
  }

  private static void send(LetterResend resend, StoredLetter letter) {
    try {
      resend.send(letter);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void print(Topics topics, RetryPlan plan, long sent, List<Refusal> refusals)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> summary = new LinkedHashMap<>();
      summary.put("topic", topics.cameraFrames().name());
      summary.put("dryRun", dryRun);
      summary.put("chosen", plan.size());
      summary.put("sent", sent);
      summary.put("withoutValue", plan.withoutValue());
      summary.put("sentBefore", plan.done());
      summary.put("foreign", plan.foreign());
      summary.put("refused", refusals.stream().map(DlqRetryCommand::json).toList());
      JsonOutput.printLine(out, summary);
      return;
    }
    out.printf(
        "%s %d dead letter%s to %s.%n",
        dryRun ? "Would send" : "Sent",
        dryRun ? plan.size() : sent,
        (dryRun ? plan.size() : sent) == 1 ? "" : "s",
        topics.cameraFrames().name());
    if (plan.withoutValue() > 0) {
      out.printf(
          "Left out %d without a picture: empty, or too large to be kept.%n", plan.withoutValue());
    }
    if (plan.done() > 0) {
      out.printf(
          "Left out %d that were sent again before (--again sends them nevertheless).%n",
          plan.done());
    }
    if (plan.foreign() > 0) {
      out.printf(
          "Left out %d that somebody else wrote, or of another topic of frames.%n", plan.foreign());
    }
    refusals.forEach(
        refusal ->
            out.printf(
                "Not sent: %d:%d: %s%n",
                refusal.letter().partition(),
                refusal.letter().offset(),
                TextTable.printable(refusal.text())));
    out.flush();
  }

  private static Map<String, Object> json(Refusal refusal) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("partition", refusal.letter().partition());
    json.put("offset", refusal.letter().offset());
    json.put("text", refusal.text());
    return json;
  }
}
