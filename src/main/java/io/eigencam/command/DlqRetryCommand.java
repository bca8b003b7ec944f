package io.eigencam.command;

import io.eigencam.fault.LetterResend;
import io.eigencam.fault.RetryPlan;
import io.eigencam.fault.StoredLetter;
import io.eigencam.topic.CommittedReader;
import io.eigencam.topic.PartitionRange;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
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
      "Left out are letters without a picture (empty, or too large to be kept), and,",
      "without --again, those of which a result says that they were sent again before.",
      "What is sent twice by mistake has one id: 'eigencam audit' counts it.",
      "",
      "Examples:",
      "  eigencam dlq retry --reason UNKNOWN_SCHEMA --dry-run",
      "  eigencam dlq retry --reason UNKNOWN_SCHEMA --yes",
      "  eigencam dlq retry --at 0:17-40"
    })
final class DlqRetryCommand implements Callable<Integer> {
  /** More than these go only with a word: as many as a person can have looked at. */
  private static final int MOST_UNASKED = 100;

  @Mixin private LetterOptions letters = new LetterOptions();

  @Option(names = "--all", description = "All dead letters, where no other option chooses some.")
  private boolean all;

  @Option(names = "--again", description = "Also those that were sent again before.")
  private boolean again;

  @Option(names = "--dry-run", description = "Only say what would be sent.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Needed to send more than " + MOST_UNASKED + ".")
  private boolean yes;

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
    RetryPlan plan = new RetryPlan(again);
    letters.read(reader, ranges, plan::letter);
    if (plan.size() > 0 && !again) {
      reader.read(
          reader.range(
              topics.detections().name(), Instant.ofEpochMilli(plan.earliestResult()), null),
          plan::result);
    }
    long sent = 0;
    if (!dryRun && plan.size() > 0) {
      if (plan.size() > MOST_UNASKED && !yes) {
        throw new IOException(
            "%d frames would be sent; say --yes if that is meant, --dry-run to look first"
                .formatted(plan.size()));
      }
      sent = send(cluster, topics, ranges, plan);
    }
    print(topics, plan, sent);
    return 0;
  }

  private long send(
      ClusterConnection cluster, Topics topics, List<PartitionRange> ranges, RetryPlan plan)
      throws IOException {
    ProgressLine progress =
        new ProgressLine(spec.commandLine().getErr(), "frames", OptionalLong.of(plan.size()));
    try (LetterResend resend =
        new LetterResend(cluster.settings(), topics.cameraFrames(), InstantSource.system())) {
      letters.read(
          cluster.reader(),
          ranges,
          letter -> {
            if (plan.takes(letter.position())) {
              send(resend, letter);
              progress.update(resend.sent());
            }
          });
      resend.flush();
      return resend.sent();
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

  private void print(Topics topics, RetryPlan plan, long sent) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> summary = new LinkedHashMap<>();
      summary.put("topic", topics.cameraFrames().name());
      summary.put("dryRun", dryRun);
      summary.put("chosen", plan.size());
      summary.put("sent", sent);
      summary.put("withoutValue", plan.withoutValue());
      summary.put("sentBefore", plan.done());
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
          "Left out %d that were sent again before and have their results (--again).%n",
          plan.done());
    }
    out.flush();
  }
}
