package io.eigencam.command;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.camera.Camera;
import io.eigencam.camera.CameraId;
import io.eigencam.camera.FramePublisher;
import io.eigencam.camera.MicroscopeSource;
import io.eigencam.camera.UnpacedClock;
import io.eigencam.camera.microscope.Look;
import io.eigencam.registry.SecuredRegistry;
import io.eigencam.standalone.Certificates;
import io.eigencam.standalone.EmbeddedRegistry;
import io.eigencam.standalone.FreePorts;
import io.eigencam.standalone.SecuredKafka;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.TopicCreation;
import io.eigencam.topic.Topics;
import io.quarkus.elytron.security.common.BcryptUtil;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code run}, packaged, where nobody trusts anybody: everything through TLS and passwords. */
@Timeout(300)
class SecuredRunIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String REGISTRY_PASSWORD = "reg1stry-Pa$$w0rd";
  private static final String ANNS_PASSWORD = "ann's-Pa$$w0rd";

  @TempDir private Path folder;

  @Test
  void shouldWorkWithSecretsAndTellNone() throws Exception {
    // Given
    Certificates certificates = new Certificates(folder);
    Path server = certificates.server("server");
    Path trust = certificates.trust("trust", server);
    String ann = basic("eigencam", REGISTRY_PASSWORD);
    Path data = Files.createDirectory(folder.resolve("registry"));
    try (SecuredKafka kafka = new SecuredKafka(folder.resolve("kafka"), server, trust);
        EmbeddedRegistry registry = EmbeddedRegistry.start(data);
        SecuredRegistry secured =
            new SecuredRegistry(
                server, Certificates.PASSWORD.toCharArray(), null, registry.url(), ann)) {
      Topics topics = Topics.withPrefix("secured.");
      publish(kafka, topics, 5);
      int port = FreePorts.choose();
      Path secrets = secrets(trust);
      Path settings = settings(kafka, secured, certificates, server, trust);

      // When
      try (RunningProgram run =
          new RunningProgram(
              folder,
              "run",
              "--prefix",
              topics.prefix(),
              "--config",
              settings.toString(),
              "--secrets",
              secrets.toString(),
              "--host",
              "0.0.0.0",
              "--port",
              Integer.toString(port))) {
        // Then: the topology
        assertEquals(
            5,
            StandaloneKafka.at(kafka.open(), registry.url())
                .read(topics.detections(), 5, PATIENCE)
                .size(),
            run::output);

        // the page, for those who say who they are
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(trust)).build();
        String page = "https://127.0.0.1:" + port + "/";
        await().atMost(PATIENCE).until(() -> status(client, page + "q/health/ready", null) == 200);
        assertEquals(401, status(client, page, null));
        assertEquals(200, status(client, page, basic("ann", ANNS_PASSWORD)));
        assertEquals(401, status(client, page, basic("ann", "wrong")));
        AtomicBoolean seen = new AtomicBoolean();
        WebSocket socket = open(client, port, seen);
        publish(kafka, topics, 5);
        await().atMost(PATIENCE).untilTrue(seen);
        socket.abort();
        run.stop(PATIENCE);

        String output = run.output();
        assertTrue(output.contains("DEBUG"), "it talks");
        for (String secret :
            List.of(
                SecuredKafka.PASSWORD,
                Certificates.PASSWORD,
                REGISTRY_PASSWORD,
                ANNS_PASSWORD,
                ann,
                basic("ann", ANNS_PASSWORD),
                "Pa$$w0rd",
                "Pa$w0rd")) {
          assertFalse(output.contains(secret), () -> around(output, secret));
        }
      }
    }
  }

  @Test
  void shouldNotShowCamerasToTheNetworkWithoutAPassword() throws Exception {
    try (RunningProgram run = new RunningProgram(folder, "run", "--host", "0.0.0.0")) {
      assertEquals(1, run.awaitEnd(PATIENCE), run::output);
      assertEquals(1, run.output().lines().count(), run.output());
      assertTrue(run.output().contains("eigencam.access.users"), run.output());
    }
  }

  private Path secrets(Path trust) throws IOException {
    Path secrets = Files.createDirectory(folder.resolve("secrets"));
    Map.of(
            "kafka.sasl.jaas.config",
            SecuredKafka.jaas("SCRAM-SHA-512", SecuredKafka.USER, SecuredKafka.PASSWORD),
            "kafka.ssl.truststore.password",
            Certificates.PASSWORD,
            "eigencam.registry.password",
            REGISTRY_PASSWORD,
            "eigencam.registry.tls.truststore-password",
            Certificates.PASSWORD)
        .forEach(
            (name, value) -> {
              try {
                Files.writeString(secrets.resolve(name), value + "\n");
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    Files.copy(trust, secrets.resolve("ca.p12")); // as it lies beside them in a mounted secret
    return secrets;
  }

  private Path settings(
      SecuredKafka kafka,
      SecuredRegistry registry,
      Certificates certificates,
      Path server,
      Path trust)
      throws Exception {
    Path users =
        Files.writeString(
            folder.resolve("users.htpasswd"),
            "ann:" + BcryptUtil.bcryptHash(ANNS_PASSWORD, 5) + ":viewer\n");
    return Files.writeString(
        folder.resolve("eigencam.properties"),
        """
        kafka.bootstrap.servers=%s
        kafka.security.protocol=SASL_SSL
        kafka.sasl.mechanism=SCRAM-SHA-512
        kafka.ssl.truststore.location=%s
        eigencam.registry.url=%s
        eigencam.registry.user=eigencam
        eigencam.registry.tls.truststore=%s
        eigencam.access.users=%s
        quarkus.http.ssl.certificate.files=%s
        quarkus.http.ssl.certificate.key-files=%s
        kafka-streams.state.dir=%s
        quarkus.log.level=DEBUG
        quarkus.log.category."org.apache.kafka".level=DEBUG
        quarkus.log.category."kafka".level=DEBUG
        """
            .formatted(
                kafka.password(),
                trust,
                registry.url(),
                trust,
                users,
                certificates.certificate(server),
                certificates.key(server),
                folder.resolve("state")));
  }

  private static void publish(SecuredKafka kafka, Topics topics, int frames) throws Exception {
    Map<String, String> client = Map.of("bootstrap.servers", kafka.open());
    try (Admin admin = Admin.create(Map.copyOf(client))) {
      new TopicCreation(admin, 1, 1).ensure(topics.all());
    }
    try (FramePublisher publisher = new FramePublisher(client, topics.cameraFrames())) {
      new Camera(
              new CameraId("secured-1"),
              new MicroscopeSource(1, Look.ORDINARY, 5),
              new UnpacedClock(),
              publisher,
              Instant.now())
          .run(frames, count -> {});
      publisher.flush();
    }
  }

  private static WebSocket open(HttpClient client, int port, AtomicBoolean seen) {
    return client
        .newWebSocketBuilder()
        .header("Authorization", basic("ann", ANNS_PASSWORD))
        .buildAsync(
            URI.create("wss://127.0.0.1:" + port + "/live"),
            new WebSocket.Listener() {
              @Override
              public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
                if (StandardCharsets.ISO_8859_1.decode(data).toString().contains("secured-1")) {
                  seen.set(true);
                }
                socket.sendText("drawn", true);
                socket.request(1);
                return null;
              }
            })
        .join();
  }

  private static int status(HttpClient client, String address, String authorization)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(10));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try {
      return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private static SSLContext trusting(Path trust) throws Exception {
    KeyStore store = Certificates.load(trust);
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  private static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes());
  }

  private static String around(String output, String secret) {
    int at = output.indexOf(secret);
    return "a secret stands in the log: "
        + output.substring(Math.max(0, at - 300), Math.min(output.length(), at + 50));
  }
}
