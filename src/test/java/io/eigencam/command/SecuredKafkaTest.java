package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.registry.SecuredRegistry;
import io.eigencam.standalone.Certificates;
import io.eigencam.standalone.EmbeddedRegistry;
import io.eigencam.standalone.SecuredKafka;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command that is a client of Kafka, through TLS with certificates and with passwords. */
@Timeout(180)
class SecuredKafkaTest {
  @TempDir private static Path shared;
  private static Certificates certificates;
  private static Path server;
  private static Path client;
  private static Path stranger;
  private static Path trust;
  private static SecuredKafka kafka;
  private static EmbeddedRegistry registry;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    certificates = new Certificates(shared);
    server = certificates.server("broker");
    client = certificates.server("client");
    stranger = certificates.server("stranger");
    trust = certificates.trust("trust", server);
    kafka = new SecuredKafka(shared.resolve("kafka"), server, certificates.trust("in", client));
    registry = EmbeddedRegistry.start(Files.createDirectory(shared.resolve("registry")));
  }

  @AfterAll
  static void stop() {
    registry.close();
    kafka.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSL", "SCRAM-SHA-512", "PLAIN"})
  void shouldHonourTheSettingsInEveryCommand(String way) throws Exception {
    // Given
    Path settings = way.equals("SSL") ? mutual(client) : password(way, SecuredKafka.PASSWORD);
    String prefix = way.toLowerCase(java.util.Locale.ROOT) + ".";

    // When, then
    succeeds(settings, prefix, "topics", "create", "--replication-factor", "1");
    succeeds(
        settings, prefix, "publish", "microscope:1", "--camera", "c", "--fps", "0", "--limit", "3");
    succeeds(settings, prefix, "dlq", "list");
    succeeds(settings, prefix, "dlq", "retry", "--all");
    succeeds(settings, prefix, "audit", "--registry", registry.url());
    assertTrue(out.toString().contains("3 in flight"), out.toString());
  }

  @Test
  void shouldTakePemFiles() throws Exception {
    Path settings =
        settings(
            Map.of(
                "bootstrap.servers",
                kafka.mutual(),
                "security.protocol",
                "SSL",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificates.certificate(server).toString(),
                "ssl.keystore.type",
                "PEM",
                "ssl.keystore.location",
                Files.writeString(
                        shared.resolve("client-both.pem"),
                        Files.readString(certificates.key(client))
                            + Files.readString(certificates.certificate(client)))
                    .toString()));

    succeeds(settings, "pem.", "topics", "create", "--replication-factor", "1");
  }

  @Test
  void shouldReadSecretsThroughKafkasOwnProviders() throws Exception {
    // Given: a mounted secret, a file per key
    Path secrets = Files.createDirectory(folder.resolve("secrets"));
    Files.writeString(secrets.resolve("password"), SecuredKafka.PASSWORD);
    Files.writeString(secrets.resolve("store"), Certificates.PASSWORD);
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "bootstrap.servers",
            kafka.password(),
            "security.protocol",
            "SASL_SSL",
            "sasl.mechanism",
            "SCRAM-SHA-512",
            "config.providers",
            "dir",
            "config.providers.dir.class",
            "org.apache.kafka.common.config.provider.DirectoryConfigProvider",
            "sasl.jaas.config",
            SecuredKafka.jaas(
                "SCRAM-SHA-512", SecuredKafka.USER, "${dir:" + secrets + ":password}"),
            "ssl.truststore.location",
            trust.toString(),
            "ssl.truststore.password",
            "${dir:" + secrets + ":store}"));

    succeeds(store(properties), "providers.", "topics", "create", "--replication-factor", "1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"topics create", "publish microscope:1 --camera c", "dlq list", "audit"})
  void shouldSayInOneLineThatThePasswordIsWrong(String command) throws Exception {
    Path settings = password("SCRAM-SHA-512", "wr0ng-Passw0rd");

    String line = fails(settings, command.split(" "));

    assertTrue(line.contains("Kafka at " + kafka.password() + " cannot be used"), line);
    assertTrue(line.contains("refuses the user or the password"), line);
    assertTrue(line.contains("sasl.jaas.config"), line);
    assertFalse(line.contains("wr0ng"), line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"topics create", "publish microscope:1 --camera c", "dlq list", "audit"})
  void shouldSayInOneLineThatTheBrokerIsAStranger(String command) throws Exception {
    Path settings =
        tls(kafka.mutual(), Map.of("ssl.truststore.location", certificates.trust("o", stranger)));

    String line = fails(settings, command.split(" "));

    assertTrue(line.contains("signed by nobody whom we trust"), line);
    assertTrue(line.contains("ssl.truststore"), line);
  }

  @Test
  void shouldSayInOneLineThatTheCertificateHasExpired() throws Exception {
    Path old = certificates.expired("old");
    try (SecuredKafka other = new SecuredKafka(folder.resolve("kafka"), old, trust)) {
      Path settings =
          tls(other.mutual(), Map.of("ssl.truststore.location", certificates.trust("t", old)));

      assertTrue(fails(settings, "topics", "create").contains("has expired"), err.toString());
    }
  }

  @Test
  void shouldSayInOneLineThatOurCertificateIsNotWanted() throws Exception {
    String line = fails(mutual(stranger), "topics", "create");

    assertTrue(line.contains("does not accept our certificate"), line);
    assertTrue(line.contains("ssl.keystore"), line);
  }

  @Test
  void shouldSayInOneLineWhatIsWrongWithTheFiles() throws Exception {
    String wrong =
        fails(tls(kafka.mutual(), Map.of("ssl.truststore.password", "n0-Pa$$w0rd")), "dlq", "list");
    assertTrue(wrong.contains("the password of a key or trust store is wrong"), wrong);

    String missing =
        fails(tls(kafka.mutual(), Map.of("ssl.truststore.location", "none.p12")), "dlq", "list");
    assertTrue(missing.contains("there is no file none.p12"), missing);

    Properties malformed = new Properties();
    malformed.putAll(
        Map.of(
            "bootstrap.servers",
            kafka.password(),
            "security.protocol",
            "SASL_SSL",
            "sasl.mechanism",
            "PLAIN",
            "ssl.truststore.location",
            trust.toString(),
            "ssl.truststore.password",
            Certificates.PASSWORD,
            "sasl.jaas.config",
            "a.Module required username=ann password=my s3cret words;"));
    String line = fails(store(malformed), "dlq", "list");
    assertTrue(line.contains("sasl.jaas.config is malformed"), line);
    assertFalse(line.contains("s3cret"), line);
  }

  @Test
  void shouldDoubtTheProtocolWhereNobodyAnswers() throws Exception {
    String line =
        fails(
            tls(kafka.open(), Map.of("default.api.timeout.ms", 4000, "request.timeout.ms", 3000)),
            "topics",
            "create");

    assertTrue(line.contains("or correct security.protocol"), line);
  }

  @ParameterizedTest
  @CsvSource({
    "basic.auth.user.info, ann:reg1stry-Pa$$w0rd, Basic YW5uOnJlZzFzdHJ5LVBhJCR3MHJk",
    "bearer.auth.token, t0ken, Bearer t0ken"
  })
  void shouldReachARegistryBehindTls(String setting, String secret, String header)
      throws Exception {
    try (SecuredRegistry secured = registry(server, certificates.trust("r", client), header)) {
      Path settings =
          registrySettings(
              Map.of(
                  setting,
                  secret,
                  "schema.registry.ssl.truststore.location",
                  trust.toString(),
                  "schema.registry.ssl.truststore.password",
                  Certificates.PASSWORD,
                  "schema.registry.ssl.keystore.location",
                  client.toString(),
                  "schema.registry.ssl.keystore.password",
                  Certificates.PASSWORD,
                  "schema.registry.ssl.key.password",
                  Certificates.PASSWORD));

      int code = run(registering(secured, settings));

      assertEquals(0, code, err.toString());
    }
  }

  @Test
  void shouldSayInOneLineWhatIsWrongWithTheRegistry() throws Exception {
    String ann = "Basic " + Base64.getEncoder().encodeToString("ann:secret".getBytes());
    try (SecuredRegistry secured = registry(server, null, ann);
        SecuredRegistry old = registry(certificates.expired("old-registry"), null, ann);
        SecuredRegistry other = registry(certificates.named("o", "other.example"), null, ann)) {
      Map<String, String> trusting =
          Map.of(
              "basic.auth.user.info",
              "ann:wr0ng",
              "schema.registry.ssl.truststore.location",
              certificates
                  .trust("all", server, shared.resolve("old-registry.p12"), shared.resolve("o.p12"))
                  .toString(),
              "schema.registry.ssl.truststore.password",
              Certificates.PASSWORD);

      assertSays("signed by nobody whom we trust", secured, Map.of());
      assertSays("schema.registry.ssl.truststore", secured, Map.of());
      assertSays("basic.auth.user.info", secured, trusting);
      assertSays("has expired", old, trusting);
      assertSays("is for another name", other, trusting);
      assertFalse(err.toString().contains("wr0ng"), err.toString());
    }
  }

  @Test
  void shouldTakeNoPasswordInArguments() {
    int code = run("schemas", "register", "--registry", "https://ann:s3cret@registry:8081");

    assertEquals(2, code);
    assertTrue(err.toString().contains("--registry takes no password"), err.toString());
    assertFalse(err.toString().contains("s3cret"), err.toString());
  }

  private void assertSays(String expected, SecuredRegistry at, Map<String, String> settings)
      throws Exception {
    err.getBuffer().setLength(0);
    assertEquals(1, run(registering(at, registrySettings(settings))));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().contains(expected), err.toString());
  }

  private static String[] registering(SecuredRegistry at, Path settings) {
    return new String[] {
      "schemas", "register", "--registry", at.url(), "--registry-config", settings.toString()
    };
  }

  private static SecuredRegistry registry(Path keys, Path clients, String header) throws Exception {
    return new SecuredRegistry(
        keys, Certificates.PASSWORD.toCharArray(), clients, registry.url(), header);
  }

  private void succeeds(Path settings, String prefix, String... command) {
    assertEquals(0, run(with(settings, prefix, command)), () -> err.toString());
    assertFalse(err.toString().contains(SecuredKafka.PASSWORD), err.toString());
  }

  private String fails(Path settings, String... command) {
    err.getBuffer().setLength(0);
    assertEquals(1, run(with(settings, "none.", command)), () -> out.toString());
    List<String> lines = err.toString().lines().filter(line -> !line.isBlank()).toList();
    assertEquals(1, lines.size(), err.toString());
    return lines.get(0);
  }

  private static String[] with(Path settings, String prefix, String... command) {
    List<String> all = new ArrayList<>(Arrays.asList(command));
    all.addAll(List.of("--kafka-config", settings.toString(), "--prefix", prefix));
    return all.toArray(String[]::new);
  }

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private Path mutual(Path keys) throws Exception {
    return tls(
        kafka.mutual(),
        Map.of(
            "ssl.keystore.location", keys,
            "ssl.keystore.password", Certificates.PASSWORD,
            "ssl.key.password", Certificates.PASSWORD));
  }

  private Path tls(String address, Map<String, ?> further) throws Exception {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "bootstrap.servers",
            address,
            "security.protocol",
            "SSL",
            "ssl.truststore.location",
            trust.toString(),
            "ssl.truststore.password",
            Certificates.PASSWORD));
    further.forEach((name, value) -> properties.put(name, value.toString()));
    return store(properties);
  }

  private Path password(String mechanism, String password) throws Exception {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "bootstrap.servers",
            kafka.password(),
            "security.protocol",
            "SASL_SSL",
            "sasl.mechanism",
            mechanism,
            "sasl.jaas.config",
            SecuredKafka.jaas(mechanism, SecuredKafka.USER, password),
            "ssl.truststore.location",
            trust.toString(),
            "ssl.truststore.password",
            Certificates.PASSWORD));
    return store(properties);
  }

  private Path settings(Map<String, String> settings) throws Exception {
    Properties properties = new Properties();
    properties.putAll(settings);
    return store(properties);
  }

  private Path registrySettings(Map<String, String> settings) throws Exception {
    return settings(settings);
  }

  private Path store(Properties properties) throws Exception {
    Path file = Files.createTempFile(folder, "client", ".properties");
    try (var writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    return file;
  }
}
