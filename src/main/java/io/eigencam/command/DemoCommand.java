package io.eigencam.command;

import io.eigencam.camera.MicroscopeCameras;
import io.eigencam.infer.Detector;
import io.eigencam.model.SavedModelFolder;
import io.eigencam.registry.RegistryClient;
import io.eigencam.registry.RegistrySettings;
import io.eigencam.standalone.DataFolder;
import io.eigencam.standalone.EmbeddedBroker;
import io.eigencam.standalone.EmbeddedRegistry;
import io.eigencam.topic.TopicCreation;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eigencam demo}: everything on this machine, nothing else needed. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs everything on this machine: Kafka, schema registry, microscope cameras, the analysis",
      "and the live page. Nothing is reachable from other machines. Ctrl-C stops it."
    })
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where topics and schemas are kept (default: .eigencam/demo in your home).")
  private @Nullable Path data;

  @Option(names = "--ephemeral", description = "Keep nothing: the data is deleted at the end.")
  private boolean ephemeral;

  @Option(
      names = "--port",
      converter = PortConverter.class,
      paramLabel = "N",
      description = "Port of the live page (default: 8080, or a free one if that is taken).")
  private @Nullable Integer port;

  @Option(
      names = "--cameras",
      paramLabel = "N",
      defaultValue = "2",
      description = "Microscope cameras; 0 for none of them (default: ${DEFAULT-VALUE}).")
  private int cameras;

  @Option(
      names = "--fps",
      paramLabel = "X",
      defaultValue = "5",
      description = "Frames per second of each camera (default: ${DEFAULT-VALUE}).")
  private double framesPerSecond;

  @Option(
      names = "--kafka-port",
      converter = PortConverter.class,
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of Kafka, for programs of your own (default: any that is free).")
  private int kafkaPort;

  @Option(
      names = "--registry-port",
      converter = PortConverter.class,
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of the schema registry (default: any that is free).")
  private int registryPort;

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    long start = System.nanoTime();
    QuietLogging.apply();
    checkOptions();
    ServiceSettings settings = service.apply();
    SavedModelFolder.read(settings.eigencam().model().folder()); // before anything is started
    int page = LocalPort.choose(port, 8080);
    ServiceSettings.flag("quarkus.http.port", page);
    ServiceSettings.flag("quarkus.http.host", "127.0.0.1");
    ServiceSettings.flag("quarkus.log.level", "WARN");
    try (ServiceRun run = new ServiceRun();
        OpeningDetector opening = new OpeningDetector(settings)) {
      Topics topics = Topics.withPrefix(settings.eigencam().topics().prefix().orElse(""));
      EmbeddedBroker broker = start(run, topics);
      Detector detector = opening.call();
      say("model     %s, %s, %dx%d", of(detector));
      if (cameras > 0) {
        run.with(
            new FirstResult(
                broker.bootstrapServers(),
                topics.detections(),
                () -> announce("results   since %.1f s after the start", start, page)));
        run.with(new OpenPort(page, () -> startCameras(run, broker, topics)));
      } else {
        run.with(new OpenPort(page, () -> announce("ready     after %.1f s", start, page)));
        say("cameras   none; 'eigencam publish' with --bootstrap-server as above plays one");
      }
      opening.leave(model -> model);
      run.run();
    }
    return 0;
  }

  private void checkOptions() {
    if (ephemeral && data != null) {
      throw new ParameterException(
          spec.commandLine(), "--data keeps and --ephemeral does not: name one of them.");
    }
    if (cameras < 0 || cameras > 64) {
      throw new ParameterException(
          spec.commandLine(), "--cameras must be between 0 and 64, not " + cameras + ".");
    }
    if (!(framesPerSecond > 0 && framesPerSecond <= 100)) {
      throw new ParameterException(
          spec.commandLine(),
          "--fps must be above 0 and at most 100, not " + framesPerSecond + ".");
    }
  }

  /** Kafka and the registry with all topics and schemas; the application is told where they are. */
  private EmbeddedBroker start(ServiceRun run, Topics topics) throws IOException {
    DataFolder folder =
        run.with(
            ephemeral
                ? DataFolder.temporary()
                : DataFolder.open(
                    data != null
                        ? data
                        : Path.of(System.getProperty("user.home"), ".eigencam", "demo")));
    say("data      %s%s", folder.path(), ephemeral ? ", deleted at the end" : "");
    EmbeddedBroker broker = run.with(EmbeddedBroker.start(folder.folder("kafka"), kafkaPort));
    say("kafka     %s", broker.bootstrapServers());
    EmbeddedRegistry registry =
        run.with(EmbeddedRegistry.start(folder.folder("registry"), registryPort));
    say("registry  %s", registry.url());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      new TopicCreation(admin, Math.max(2, cameras), 1).ensure(topics.all());
    }
    MessageSchemas.register(new RegistryClient(RegistrySettings.at(registry.url())), topics);
    ServiceSettings.flag("kafka.bootstrap.servers", broker.bootstrapServers());
    ServiceSettings.flag("eigencam.registry.url", registry.url());
    ServiceSettings.flag("kafka-streams.state.dir", folder.folder("streams"));
    ServiceSettings.flag("vertx.cacheDirBase", folder.folder("web"));
    return broker;
  }

  /** Not before somebody can look at the pictures, or the first results would be old. */
  private void startCameras(ServiceRun run, EmbeddedBroker broker, Topics topics) {
    try {
      run.with(
          new MicroscopeCameras(
              broker.bootstrapServers(), topics.cameraFrames(), cameras, framesPerSecond));
      say("cameras   %d microscopes, %s frames/s each", cameras, framesPerSecond);
    } catch (IOException stopping) {
      // and they are closed again
    }
  }

  private static Object[] of(Detector detector) {
    return new Object[] {
      detector.model().name(),
      detector.model().task(),
      detector.model().inputWidth(),
      detector.model().inputHeight()
    };
  }

  private void announce(String format, long start, int page) {
    say(format + "; Ctrl-C stops the demo", (System.nanoTime() - start) / 1e9);
    say("Open http://127.0.0.1:%d/", page);
  }

  private void say(String format, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
