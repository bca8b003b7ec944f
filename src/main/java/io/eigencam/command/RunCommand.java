package io.eigencam.command;

import io.eigencam.infer.Detector;
import io.eigencam.standalone.DataFolder;
import io.eigencam.topic.Topics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code eigencam run}: the service, against a Kafka and a schema registry that are there. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Analyses the frames of a Kafka cluster until it is stopped, and serves the live page.",
      "Start it as often as you like: the instances share the work, a partition each or more."
    })
final class RunCommand implements Callable<Integer> {
  @Option(
      names = {"--bootstrap-server", "--bootstrap-servers"},
      paramLabel = "HOST:PORT",
      description = "The Kafka cluster (default: 127.0.0.1:9092).")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description = "Properties file for the Kafka clients: TLS, SASL and whatever else they need.")
  private @Nullable Path kafkaConfig;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = {
        "The schema registry, path included (…/apis/ccompat/v7 for Apicurio;",
        "default: http://127.0.0.1:8081)."
      })
  private @Nullable String registry;

  @Mixin private PrefixOption prefix = new PrefixOption();

  @Option(
      names = "--port",
      converter = PortConverter.class,
      paramLabel = "N",
      description = "Port of the live page, health and metrics (default: 8080).")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = {
        "Address to listen on; 0.0.0.0 for all (default: 127.0.0.1). Where other machines can call,",
        "they must say who they are: eigencam.access.users in --config, see 'eigencam users'."
      })
  private @Nullable String host;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      description = "Lines of the log: text, or json for machines (default: text).")
  private @Nullable LogFormat logFormat;

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    QuietLogging.apply();
    for (Map.Entry<String, Object> entry : SettingsFile.read(kafkaConfig).entrySet()) {
      // As Kafka's own tools read such a file: what stands in ${} is for its config providers.
      ServiceSettings.flag("kafka." + entry.getKey(), ServiceSettings.literal(entry.getValue()));
    }
    ServiceSettings.flag("kafka.bootstrap.servers", bootstrapServers);
    ServiceSettings.flag("eigencam.registry.url", RegistryOptions.withoutPassword(registry, spec));
    prefix.topics(); // refuses what cannot be one
    ServiceSettings.flag("eigencam.topics.prefix", prefix.text());
    ServiceSettings.flag("quarkus.http.host", host);
    if (logFormat != null) {
      ServiceSettings.flag("quarkus.log.console.json.enabled", logFormat == LogFormat.JSON);
    }
    ServiceSettings settings = service.apply();
    Topics topics = Topics.withPrefix(settings.eigencam().topics().prefix().orElse(""));
    HttpSettings.settle(settings, port);
    try (ServiceRun run = new ServiceRun();
        OpeningDetector opening = new OpeningDetector(settings)) {
      try {
        for (String missing : new Surroundings(settings, topics).check()) {
          say("%s; waiting for it", missing);
        }
        DataFolder scratch = run.with(DataFolder.temporary());
        ServiceSettings.flag("vertx.cacheDirBase", scratch.folder("web"));
      } catch (Exception e) {
        opening.call(); // unless the model cannot be used either, which is told first
        throw e;
      }
      opening.awaitKnown();
      opening.leave(this::announced);
      run.run();
    }
    return 0;
  }

  /** How lines of the log are written. */
  enum LogFormat {
    TEXT,
    JSON
  }

  private Detector announced(Detector detector) {
    say(
        "model %s: %s, %dx%d",
        detector.model().name(),
        detector.model().task(),
        detector.model().inputWidth(),
        detector.model().inputHeight());
    return detector;
  }

  private void say(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
