package io.eigencam.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.eigencam.standalone.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class RegistryClientTest {
  private static final Schema SCHEMA = Schema.create(Schema.Type.LONG);
  private static final String LONG_SCHEMA = "{\"schema\":\"\\\"long\\\"\"}";

  @Test
  void shouldSayWhereNobodyListens() throws IOException {
    String url = "http://127.0.0.1:" + FreePorts.choose();

    RegistryUnavailableException away =
        assertThrows(RegistryUnavailableException.class, () -> client(url).byId(1));

    assertTrue(message(away).contains(url + ": no connection"), away.getMessage());
    assertTrue(message(away).contains("schema.registry.url"), away.getMessage());
  }

  @Test
  void shouldGiveUpOnAServerThatAcceptsAndIsSilent() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      RegistryClient client = client("http://127.0.0.1:" + silent.getLocalPort());

      RegistryUnavailableException away =
          assertTimeout(
              Duration.ofSeconds(30),
              () ->
                  assertThrows(
                      RegistryUnavailableException.class, () -> client.register("s", SCHEMA)));

      assertTrue(message(away).contains("no answer within 500 ms"), away.getMessage());
    }
  }

  @Test
  void shouldGiveUpOnAServerThatStopsInTheMiddleOfItsAnswer() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Socket> connection =
          CompletableFuture.supplyAsync(
              () -> answerHalf(server), task -> new Thread(task, "server").start());
      RegistryClient client = client("http://127.0.0.1:" + server.getLocalPort());

      RegistryUnavailableException away =
          assertTimeout(
              Duration.ofSeconds(30),
              () -> assertThrows(RegistryUnavailableException.class, () -> client.byId(1)));

      assertTrue(message(away).contains("no answer within 500 ms"), away.getMessage());
      connection.join().close();
    }
  }

  private static Socket answerHalf(ServerSocket server) {
    try {
      Socket socket = server.accept();
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"sch"
                  .getBytes(StandardCharsets.US_ASCII));
      return socket;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 429, 408})
  void shouldCallAServerInTroubleUnavailable(int status) throws IOException {
    try (StubRegistry registry = new StubRegistry(status, "<html>trouble</html>")) {
      RegistryUnavailableException away =
          assertThrows(RegistryUnavailableException.class, () -> client(registry.url()).byId(1));

      assertTrue(message(away).contains("HTTP status " + status), away.getMessage());
      assertEquals(1, registry.requests().size(), "requests");
    }
  }

  @Test
  void shouldNotTakeAWebSiteForARegistry() throws IOException {
    try (StubRegistry site = new StubRegistry(200, "<html>hello</html>")) {
      RegistryUnavailableException away =
          assertThrows(RegistryUnavailableException.class, () -> client(site.url()).byId(1));

      assertTrue(message(away).contains("is this a schema registry?"), away.getMessage());
    }
  }

  @Test
  void shouldNotFillTheHeapWithAnAnswer() throws IOException {
    try (StubRegistry registry = new StubRegistry(200, "\"" + "x".repeat(17 << 20) + "\"")) {
      RegistryUnavailableException away =
          assertThrows(
              RegistryUnavailableException.class,
              () -> new RegistryClient(RegistrySettings.at(registry.url())).byId(1));

      assertTrue(message(away).contains("longer than"), away.getMessage());
    }
  }

  @Test
  void shouldAskTheNextAddressWhenOneFails() throws IOException {
    try (StubRegistry broken = new StubRegistry(503, "");
        StubRegistry working = new StubRegistry(200, LONG_SCHEMA)) {
      assertEquals(SCHEMA, client(broken.url() + ", " + working.url() + "/").byId(1));
    }
  }

  @Test
  void shouldKeepThePathAndEncodeTheSubject() throws IOException {
    try (StubRegistry registry = new StubRegistry(200, "{\"id\":7}")) {
      int id = client(registry.url() + "/apis/ccompat/v7/").register("line 1/ä+b-value", SCHEMA);

      assertEquals(7, id);
      assertEquals(
          List.of("POST /apis/ccompat/v7/subjects/line%201%2F%C3%A4%2Bb-value/versions"),
          registry.requests());
    }
  }

  @Test
  void shouldAskOncePerSchemaAndOncePerId() throws IOException {
    try (StubRegistry registry = new StubRegistry(200, "{\"id\":7,\"schema\":\"\\\"long\\\"\"}")) {
      RegistryClient client = client(registry.url());
      for (int i = 0; i < 5; i++) {
        client.register("a-value", SCHEMA);
        client.byId(7);
      }

      assertEquals(
          List.of("POST /subjects/a-value/versions", "GET /schemas/ids/7"), registry.requests());
    }
  }

  @Test
  void shouldNotAskAgainAtOnceForAnIdThatIsUnknown() throws IOException {
    try (StubRegistry registry =
        new StubRegistry(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}")) {
      RegistryClient client = client(registry.url());
      for (int i = 0; i < 5; i++) {
        UnknownSchemaException unknown =
            assertThrows(UnknownSchemaException.class, () -> client.byId(99));
        assertTrue(message(unknown).contains("schema id 99"), unknown.getMessage());
        assertTrue(message(unknown).contains("Schema not found"), unknown.getMessage());
      }

      assertEquals(1, registry.requests().size(), "requests");
    }
  }

  @Test
  void shouldNameSubjectAndReasonOfAnIncompatibleSchema() throws IOException {
    try (StubRegistry registry =
        new StubRegistry(409, "{\"error_code\":409,\"message\":\"field a\\n was removed\"}")) {
      SchemaIncompatibleException refused =
          assertThrows(
              SchemaIncompatibleException.class,
              () -> client(registry.url()).register("detections-value", SCHEMA));

      assertTrue(message(refused).contains("'detections-value'"), refused.getMessage());
      assertTrue(message(refused).contains("field a was removed"), refused.getMessage());
      assertFalse(message(refused).contains("\n"), "one line");
    }
  }

  @Test
  void shouldAdviseOnCredentials() throws IOException {
    try (StubRegistry registry = new StubRegistry(401, "no")) {
      RegistryRefusedException refused =
          assertThrows(
              RegistryRefusedException.class,
              () -> client(registry.url()).register("a-value", SCHEMA));

      assertTrue(message(refused).contains("basic.auth.user.info"), refused.getMessage());
    }
  }

  @Test
  void shouldSendCredentials() throws IOException {
    try (StubRegistry registry = new StubRegistry(200, LONG_SCHEMA)) {
      String url = registry.url();
      client(Map.of("schema.registry.url", url, "basic.auth.user.info", "ann:secret")).byId(1);
      client(Map.of("schema.registry.url", url, "schema.registry.basic.auth.user.info", "a:b"))
          .byId(1);
      client(Map.of("schema.registry.url", url.replace("http://", "http://ann:secret@"))).byId(1);
      client(Map.of("schema.registry.url", url, "bearer.auth.token", "t0ken")).byId(1);

      assertEquals(
          List.of("Basic YW5uOnNlY3JldA==", "Basic YTpi", "Basic YW5uOnNlY3JldA==", "Bearer t0ken"),
          registry.authorizations());
    }
  }

  @Test
  void shouldNeverShowAPassword() throws IOException {
    RegistrySettings settings = RegistrySettings.at("http://ann:secret@127.0.0.1:1");

    RegistryUnavailableException away =
        assertThrows(
            RegistryUnavailableException.class, () -> new RegistryClient(settings).byId(1));

    assertFalse(message(away).contains("secret"), away.getMessage());
    assertFalse(settings.toString().contains("secret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " , ", "registry:8081", "ftp://registry", "http://", "http://a b"})
  void shouldRefuseWhatIsNoAddress(String url) {
    assertThrows(
        org.apache.kafka.common.config.ConfigException.class, () -> RegistrySettings.at(url));
  }

  @Test
  void shouldRefuseASchemaOfAnotherKind() throws IOException {
    try (StubRegistry registry =
        new StubRegistry(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax\"}")) {
      UnknownSchemaException refused =
          assertThrows(UnknownSchemaException.class, () -> client(registry.url()).byId(3));

      assertTrue(message(refused).contains("PROTOBUF"), refused.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 406, 410, 422})
  void shouldCallAnIdThatIsRefusedUnknownAndNotTheRegistryBroken(int status) throws IOException {
    try (StubRegistry registry = new StubRegistry(status, "{\"message\":\"soft-deleted\"}")) {
      RegistryClient client = client(registry.url());
      for (int i = 0; i < 3; i++) {
        UnknownSchemaException unknown =
            assertThrows(UnknownSchemaException.class, () -> client.byId(5));
        assertTrue(message(unknown).contains("schema id 5"), unknown.getMessage());
        assertTrue(message(unknown).contains("soft-deleted"), unknown.getMessage());
      }

      assertEquals(1, registry.requests().size(), "requests");
    }
  }

  @Test
  void shouldCallAnIdUnknownWhoseReferenceIsMissing() throws IOException {
    // Given an order that mentions a customer whose schema is gone
    String order =
        """
        {"schema": "{\\"type\\":\\"record\\",\\"name\\":\\"Order\\",\\"fields\\":[]}",
         "references": [{"name": "Customer", "subject": "customers", "version": 3}]}
        """;
    try (StubRegistry registry =
        new StubRegistry(
            Map.of("/schemas/ids/8", order), 404, "{\"message\":\"Version not found.\"}")) {
      RegistryClient client = client(registry.url());
      for (int i = 0; i < 3; i++) {
        // When
        UnknownSchemaException unknown =
            assertThrows(UnknownSchemaException.class, () -> client.byId(8));

        // Then
        assertTrue(message(unknown).contains("'customers' version 3"), unknown.getMessage());
        assertTrue(message(unknown).contains("schema id 8"), unknown.getMessage());
      }
      assertEquals(
          List.of("GET /schemas/ids/8", "GET /subjects/customers/versions/3"), registry.requests());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"type\":\"Nowhere\"}",
        // Avro throws AvroTypeException for a default of another type
        "{\"type\":\"record\",\"name\":\"A\",\"fields\":"
            + "[{\"name\":\"n\",\"type\":\"int\",\"default\":\"x\"}]}",
        // and AvroRuntimeException for a union in a union
        "[\"null\",[\"int\",\"null\"]]"
      })
  void shouldCallAnIdUnknownWhoseSchemaAvroRefuses(String schema) throws IOException {
    String body = JsonNodeFactory.instance.objectNode().put("schema", schema).toString();
    try (StubRegistry registry = new StubRegistry(200, body)) {
      UnknownSchemaException refused =
          assertThrows(UnknownSchemaException.class, () -> client(registry.url()).byId(4));

      assertTrue(message(refused).contains("schema id 4 is no Avro schema"), refused.getMessage());
      assertFalse(message(refused).contains("\n"), "one line");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void shouldNotCallAnIdUnknownThatWeMayNotSee(int status) throws IOException {
    try (StubRegistry registry = new StubRegistry(status, "no")) {
      RegistryRefusedException refused =
          assertThrows(RegistryRefusedException.class, () -> client(registry.url()).byId(1));

      assertTrue(message(refused).contains("basic.auth.user.info"), refused.getMessage());
    }
  }

  private static RegistryClient client(String url) {
    return client(Map.of("schema.registry.url", url));
  }

  private static RegistryClient client(Map<String, String> settings) {
    Map<String, String> impatient = new java.util.HashMap<>(settings);
    impatient.put(RegistrySettings.CONNECT_TIMEOUT_MS, "500");
    impatient.put(RegistrySettings.READ_TIMEOUT_MS, "500");
    return new RegistryClient(RegistrySettings.from(impatient));
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
