package io.eigencam.command;

import io.eigencam.audit.AuditQuestion;
import io.eigencam.audit.AuditReport;
import io.eigencam.audit.FrameLedger;
import io.eigencam.audit.TopicAudit;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.registry.MessageSerdes;
import io.eigencam.registry.RegistryUnavailableException;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit}: proves that no frame was lost. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Proves from the topics that every frame was answered exactly once:",
      "frames in = analysed + shed + rejected, per camera, in order, and every",
      "rejected frame a dead letter. Names the frames for which that is not so.",
      "Reads only, and what is committed only; may run while everything works."
    },
    footer = {
      "",
      "Exit code 1 if a frame is missing, answered twice or out of order, and if there was",
      "nothing to check: no frame at all, or none of one of the --cameras. Frames whose",
      "turn has not come are in flight: the consumer group's offsets tell them apart.",
      "Frames that the topic no longer keeps are not audited.",
      "Remembers 100 to 220 bytes per frame; pictures are read, neither kept nor shown.",
      "The registry is that of EIGENCAM_REGISTRY_URL, else http://127.0.0.1:8081, unless",
      "named. Without a known group, frames behind the last answered one are in flight.",
      "",
      "Examples:",
      "  eigencam audit --from -10m",
      "  eigencam audit --from 2026-03-01T12:00:00Z --to 2026-03-01T13:00:00Z --json",
      "  eigencam audit --cameras road-1,road-2 --prefix plant-7."
    })
final class AuditCommand implements Callable<Integer> {
  /** A third of the memory is left to what is being read. */
  private static final double SHARE_OF_MEMORY = 0.6;

  @Mixin private TimeRange time = new TimeRange();

  @Option(
      names = {"--cameras", "--camera"},
      split = ",",
      paramLabel = "ID",
      description = "Only these cameras, separated by commas.")
  private @Nullable List<String> cameras;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description =
          "Consumer group of the service, its application id (default: the prefix, then 'eigencam').")
  private @Nullable String group;

  @Option(
      names = "--max-findings",
      paramLabel = "N",
      defaultValue = "100",
      description = "List at most so many of each kind; all are counted (default: 100).")
  private int maxFindings;

  @Mixin private PrefixOption prefix = new PrefixOption();

  @Option(names = "--json", description = "Print JSON, on one line.")
  private boolean json;

  @Mixin private ClientSettings client = new ClientSettings();

  @Mixin private RegistryOptions registry = new RegistryOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    QuietLogging.apply();
    Topics topics = prefix.topics();
    AuditQuestion question = question(topics);
    Map<String, Object> registrySettings = registry.readOrUsual();
    AuditReport report;
    try (ClusterConnection cluster = new ClusterConnection(client)) {
      report = audit(cluster, topics, question, registrySettings);
    }
    AuditText text = new AuditText(topics, question, report);
    if (json) {
      JsonOutput.printLine(spec.commandLine().getOut(), text.json());
    } else {
      text.print(spec.commandLine().getOut());
    }
    if (!report.holds()) {
      throw new IOException(text.verdict());
    }
    return 0;
  }

  private AuditQuestion question(Topics topics) {
    if (maxFindings < 0) {
      throw new ParameterException(
          spec.commandLine(), "--max-findings must be 0 or more, not " + maxFindings + ".");
    }
    try {
      return new AuditQuestion(
          time.from(),
          time.to(),
          cameras == null ? Set.of() : Set.copyOf(cameras),
          group == null ? topics.prefix() + "eigencam" : group);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--from, --to: " + e.getMessage(), e);
    }
  }

  private AuditReport audit(
      ClusterConnection cluster,
      Topics topics,
      AuditQuestion question,
      Map<String, Object> registrySettings)
      throws IOException {
    long memory = (long) (Runtime.getRuntime().maxMemory() * SHARE_OF_MEMORY);
    ProgressLine progress =
        new ProgressLine(spec.commandLine().getErr(), "records", OptionalLong.empty());
    try (Deserializer<FrameAnalysis> analyses =
        MessageSerdes.values(FrameAnalysis.class, registrySettings).deserializer()) {
      return new TopicAudit(
              cluster.admin(), cluster.reader(), topics, analyses, question, progress::update)
          .run(FrameLedger.framesFitting(memory), maxFindings);
    } catch (RegistryUnavailableException e) {
      throw new IOException(
          "the schema registry does not answer; name another with --registry: " + e.getMessage(),
          e);
    } catch (KafkaException e) {
      throw cluster.explained(e, topics);
    } finally {
      progress.done();
    }
  }
}
