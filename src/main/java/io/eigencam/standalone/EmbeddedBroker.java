package io.eigencam.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker inside this JVM, broker and controller in one (KRaft), reachable from this machine
 * only. It uses the two entry points that Kafka's own shell scripts call and nothing deeper.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts a broker on a port that the system chooses. */
  public static EmbeddedBroker start(Path dataFolder) {
    return start(dataFolder, 0);
  }

  /**
   * Starts a broker; returns when it takes requests.
   *
   * @param dataFolder where topics live; with what an earlier broker left there, it goes on
   * @param port 0 for one that the system chooses
   * @throws StandaloneException if the port is taken or the folder cannot be used
   */
  public static EmbeddedBroker start(Path dataFolder, int port) {
    return start(dataFolder, port, properties -> {});
  }

  /** The same with further settings. */
  static EmbeddedBroker start(Path dataFolder, int port, Consumer<Properties> further) {
    try {
      int[] ports = freePorts(port);
      Properties properties = BrokerSettings.of(dataFolder.resolve("log"), ports[0], ports[1]);
      further.accept(properties);
      format(dataFolder, properties);
      KafkaRaftServer server =
          new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
      EmbeddedBroker broker = new EmbeddedBroker(server, "127.0.0.1:" + ports[0]);
      sayWhyItEnds(dataFolder);
      try {
        server.startup();
      } catch (RuntimeException e) {
        broker.close(); // half of it may be running
        throw e;
      }
      return broker;
    } catch (IOException | KafkaException e) {
      throw new StandaloneException(
          "cannot start the embedded broker in %s: %s".formatted(dataFolder, e.getMessage()), e);
    }
  }

  /**
   * A broker that can no longer write ends its process, and says why in many words of its own; the
   * last ones are ours. What it has confirmed is kept.
   */
  private static void sayWhyItEnds(Path dataFolder) {
    Exit.setHaltProcedure(
        (status, message) -> {
          System.err.printf(
              "eigencam: the embedded broker cannot go on in %s (%s). If the disk is full, make room"
                  + " or name another folder with --data, and start again; what it had confirmed is"
                  + " kept.%n",
              dataFolder, free(dataFolder));
          Runtime.getRuntime().halt(status);
          throw new IllegalStateException("not reached");
        });
  }

  private static String free(Path dataFolder) {
    try {
      long bytes = Files.getFileStore(dataFolder).getUsableSpace();
      return "%d MB are free there".formatted(bytes / 1_000_000);
    } catch (IOException e) {
      return "which cannot be read: " + e.getMessage();
    }
  }

  /** Both at once, or the system may give the same one twice. */
  private static int[] freePorts(int wanted) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket broker = new ServerSocket(wanted, 1, loopback);
        ServerSocket controller = new ServerSocket(0, 1, loopback)) {
      return new int[] {broker.getLocalPort(), controller.getLocalPort()};
    } catch (java.net.BindException e) {
      throw new StandaloneException(
          "port %d is taken; stop what listens there or name another".formatted(wanted), e);
    }
  }

  /** Gives a new folder its cluster id; an old one keeps its own. */
  private static void format(Path dataFolder, Properties properties) throws IOException {
    Path file = Files.createDirectories(dataFolder).resolve("broker.properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, "written at each start");
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code;
    String clusterId = clusterId(dataFolder);
    try (PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      code =
          StorageTool.execute(
              new String[] {"format", "--ignore-formatted", "-t", clusterId, "-c", file.toString()},
              stream);
    } catch (RuntimeException e) { // what the shell script would print
      throw new IOException(e.getMessage(), e);
    }
    if (code != 0) {
      throw new IOException(said.toString(StandardCharsets.UTF_8).strip());
    }
  }

  /** Chosen once per folder; formatting refuses any other. */
  private static String clusterId(Path dataFolder) throws IOException {
    Path file = dataFolder.resolve("cluster-id");
    if (!Files.exists(file)) {
      Path whole =
          Files.writeString(dataFolder.resolve("cluster-id.new"), Uuid.randomUuid().toString());
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file).strip();
  }

  /** host:port, as clients want it in {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops the broker and waits until its files are closed. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
