package io.eigencam.chaos;

import static org.awaitility.Awaitility.await;

import io.eigencam.standalone.FreePorts;
import io.eigencam.topic.TopicCreation;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A broker and a registry as processes that come back at their addresses, and processors. */
final class Cluster implements AutoCloseable {
  private static final Path LAUNCHER = Path.of("eigencam").toAbsolutePath();

  final Path folder;
  final Topics topics = Topics.withPrefix("chaos.");
  final Program broker;
  final Program registry;
  final int brokerPort = FreePorts.choose();
  final int registryPort = FreePorts.choose();
  private final List<Processor> processors = new ArrayList<>();

  Cluster(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.broker =
        Program.java(
            "broker", folder, BrokerProcess.class, data("broker"), Integer.toString(brokerPort));
    this.registry =
        Program.java(
            "registry",
            folder,
            RegistryProcess.class,
            data("registry"),
            Integer.toString(registryPort));
  }

  private String data(String name) {
    return folder.resolve("data").resolve(name).toString();
  }

  /** Starts broker and registry, and makes the topics. */
  void start(int partitions, Duration patience) throws IOException {
    broker.start();
    registry.start();
    awaitServers(patience);
    try (Admin admin = admin()) {
      new TopicCreation(admin, partitions, 1).ensure(topics.all());
    }
  }

  /** Waits until both take connections. */
  void awaitServers(Duration patience) {
    await().atMost(patience).until(() -> answers(brokerPort) && answers(registryPort));
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  String bootstrapServers() {
    return "127.0.0.1:" + brokerPort;
  }

  String registryUrl() {
    return "http://127.0.0.1:" + registryPort;
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
  }

  /** Consumer group of the processors. */
  String group() {
    return topics.prefix() + "eigencam";
  }

  /**
   * One more {@code eigencam run}, not started yet.
   *
   * @param settings that differ from the defaults
   */
  Processor processor(Map<String, String> settings) throws IOException {
    Processor processor =
        new Processor("processor-" + (processors.size() + 1), folder, this, settings);
    processors.add(processor);
    return processor;
  }

  List<Processor> processors() {
    return List.copyOf(processors);
  }

  /** The packaged command line, with the addresses of this cluster. */
  Program command(String name, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(LAUNCHER.toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            "--bootstrap-server",
            bootstrapServers(),
            "--registry",
            registryUrl(),
            "--prefix",
            topics.prefix()));
    return new Program(
        name,
        folder,
        command,
        Map.of(
            "JAVA_HOME",
            System.getProperty("java.home"),
            "EIGENCAM_JAVA_OPTS",
            "-Xmx512m -Djava.io.tmpdir=" + folder));
  }

  List<Program> programs() {
    List<Program> all = new ArrayList<>(List.of(broker, registry));
    processors.forEach(processor -> all.add(processor.program()));
    return all;
  }

  @Override
  public void close() {
    programs().forEach(Program::close);
  }
}
