package io.eigencam.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.standalone.RegistryHttp.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The REST API as Confluent documents it (Schema Registry API reference, 7.x). */
@Timeout(180)
class EmbeddedRegistryTest {
  private static final String A = record("{\"name\":\"a\",\"type\":\"int\"}");
  private static final String A_AND_B =
      record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\",\"default\":1}");
  private static final String A_AND_NEEDED_C =
      record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"c\",\"type\":\"int\"}");

  @TempDir Path folder;
  private EmbeddedRegistry registry;
  private RegistryHttp http;

  private static String record(String fields) {
    return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}";
  }

  @BeforeEach
  void start() {
    registry = EmbeddedRegistry.start(folder);
    http = new RegistryHttp(registry.url());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void shouldGiveTheSameSchemaTheSameIdEverywhere() throws Exception {
    int first = id(http.postSchema("/subjects/x-value/versions", A));
    int again = id(http.postSchema("/subjects/x-value/versions", A.replace(",", " , ")));
    int elsewhere = id(http.postSchema("/subjects/y-value/versions", A));
    int other = id(http.postSchema("/subjects/y-value/versions", A_AND_B));

    assertEquals(1, first);
    assertEquals(first, again);
    assertEquals(first, elsewhere);
    assertEquals(2, other);
    assertEquals("[\"x-value\",\"y-value\"]", http.get("/subjects").body().toString());
    assertEquals("[1]", http.get("/subjects/x-value/versions").body().toString());
    assertEquals("[1,2]", http.get("/subjects/y-value/versions").body().toString());
  }

  @Test
  void shouldTellAllAboutAVersion() throws Exception {
    http.postSchema("/subjects/x-value/versions", A);
    http.postSchema("/subjects/x-value/versions", A_AND_B);

    Reply second = http.get("/subjects/x-value/versions/2");

    assertEquals("application/vnd.schemaregistry.v1+json", second.contentType());
    assertEquals("x-value", second.body().path("subject").asText());
    assertEquals(2, second.body().path("version").asInt());
    assertEquals(2, second.body().path("id").asInt());
    assertEquals(A_AND_B, second.body().path("schema").asText());
    assertEquals(second.body(), http.get("/subjects/x-value/versions/latest").body());
    assertEquals(second.body(), http.get("/subjects/x-value/versions/-1").body());
    assertEquals(A, http.get("/subjects/x-value/versions/1/schema").body().toString());
    assertEquals(second.body(), http.postSchema("/subjects/x-value", A_AND_B).body());
  }

  @Test
  void shouldFindSchemasById() throws Exception {
    http.postSchema("/subjects/x-value/versions", A);
    http.postSchema("/subjects/y-value/versions", A);

    assertEquals(A, http.get("/schemas/ids/1").body().path("schema").asText());
    assertEquals(A, http.get("/schemas/ids/1?subject=y-value").body().path("schema").asText());
    assertEquals(A, http.get("/schemas/ids/1/schema").body().toString());
    assertEquals(1, http.get("/schemas/ids/1?fetchMaxId=true").body().path("maxId").asInt());
    assertEquals(
        "[{\"subject\":\"x-value\",\"version\":1},{\"subject\":\"y-value\",\"version\":1}]",
        http.get("/schemas/ids/1/versions").body().toString());
    assertEquals(
        "[\"x-value\",\"y-value\"]", http.get("/schemas/ids/1/subjects").body().toString());
    assertEquals("[\"AVRO\"]", http.get("/schemas/types").body().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /subjects/none/versions,          404, 40401",
    "GET,    /subjects/none/versions/1,        404, 40401",
    "GET,    /subjects/x-value/versions/9,     404, 40402",
    "GET,    /subjects/x-value/versions/0,     422, 42202",
    "GET,    /subjects/x-value/versions/first, 422, 42202",
    "GET,    /schemas/ids/99,                  404, 40403",
    "GET,    /schemas/ids/one,                 404, 40403",
    "GET,    /config/x-value,                  404, 40408",
    "DELETE, /subjects/none,                   404, 40401",
    "DELETE, /subjects/x-value?permanent=true, 404, 40405",
    "DELETE, /subjects/x-value/versions/1?permanent=true, 404, 40407",
    "GET,    /nothing/here,                    404, 404",
    "GET,    /subjects/x-value,                405, 405",
    "DELETE, /schemas/ids/1,                   405, 405",
  })
  void shouldAnswerWithConfluentsErrorCodes(String method, String path, int status, int code)
      throws Exception {
    http.postSchema("/subjects/x-value/versions", A);

    Reply reply = method.equals("GET") ? http.get(path) : http.delete(path);

    assertEquals(status, reply.status());
    assertEquals(code, reply.errorCode());
    assertFalse(reply.body().path("message").asText().isEmpty(), "a message");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"schema\":7}",
        "{\"schema\":\"{\"}",
        "{\"schema\":\"\\\"strin\\\"\"}",
        "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"1\\\",\\\"fields\\\":[]}\"}",
        "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}",
        "{\"schema\":\"\\\"int\\\"\",\"references\":[{\"name\":\"a\",\"subject\":\"b\",\"version\":1}]}",
      })
  void shouldRefuseWhatIsNoAvroSchema(String body) throws Exception {
    Reply reply = http.post("/subjects/x-value/versions", body);

    assertEquals(422, reply.status());
    assertEquals(42201, reply.errorCode());
    assertEquals("[]", http.get("/subjects").body().toString());
  }

  @Test
  void shouldRefuseABodyThatIsNoJsonOrTooLong() throws Exception {
    assertEquals(400, http.post("/subjects/x-value/versions", "{\"schema\"").status());
    // The answer arrives, although the body is refused before its end
    assertEquals(413, http.post("/subjects/x-value/versions", " ".repeat(12 << 20)).status());
  }

  @Test
  void shouldSayThatASchemaIsNotUnderItsSubject() throws Exception {
    http.postSchema("/subjects/x-value/versions", A);

    assertEquals(40401, http.postSchema("/subjects/none", A).errorCode());
    assertEquals(40403, http.postSchema("/subjects/x-value", A_AND_B).errorCode());
  }

  @Test
  void shouldRefuseWhatCannotReadOldMessages() throws Exception {
    http.postSchema("/subjects/x-value/versions", A);

    Reply refused = http.postSchema("/subjects/x-value/versions", A_AND_NEEDED_C);

    assertEquals(409, refused.status());
    assertEquals(409, refused.errorCode());
    assertTrue(refused.body().path("message").asText().contains("x-value"));
    assertTrue(
        refused.body().path("message").asText().contains("READER_FIELD_MISSING_DEFAULT_VALUE"));
    assertEquals("[1]", http.get("/subjects/x-value/versions").body().toString());
  }

  @Test
  void shouldTestCompatibilityWithoutRegistering() throws Exception {
    http.postSchema("/subjects/x-value/versions", A);
    String path = "/compatibility/subjects/x-value/versions/latest";

    assertTrue(http.postSchema(path, A_AND_B).body().path("is_compatible").asBoolean());
    Reply refused = http.postSchema(path + "?verbose=true", A_AND_NEEDED_C);
    assertFalse(refused.body().path("is_compatible").asBoolean(true));
    assertEquals(1, refused.body().path("messages").size());
    assertEquals(
        40401, http.postSchema("/compatibility/subjects/none/versions/latest", A).errorCode());
    assertEquals(
        40402, http.postSchema("/compatibility/subjects/x-value/versions/5", A).errorCode());
  }

  @Test
  void shouldFollowTheLevelOfTheSubjectBeforeTheGlobalOne() throws Exception {
    http.postSchema("/subjects/x-value/versions", A);
    assertEquals("BACKWARD", http.get("/config").body().path("compatibilityLevel").asText());

    // a level of its own
    assertEquals(
        "{\"compatibility\":\"NONE\"}",
        http.put("/config/x-value", "{\"compatibility\":\"none\"}").body().toString());
    assertEquals("NONE", http.get("/config/x-value").body().path("compatibilityLevel").asText());
    assertEquals(200, http.postSchema("/subjects/x-value/versions", A_AND_NEEDED_C).status());

    // taken away again
    assertEquals(200, http.delete("/config/x-value").status());
    assertEquals(40408, http.get("/config/x-value").errorCode());
    assertEquals(
        "BACKWARD",
        http.get("/config/x-value?defaultToGlobal=true")
            .body()
            .path("compatibilityLevel")
            .asText());
    assertEquals(409, http.postSchema("/subjects/x-value/versions", "\"int\"").status());

    // the global one
    assertEquals(200, http.put("/config", "{\"compatibility\":\"NONE\"}").status());
    assertEquals(200, http.postSchema("/subjects/x-value/versions", "\"int\"").status());
    assertEquals(42203, http.put("/config", "{\"compatibility\":\"SOMETIMES\"}").errorCode());
  }

  @Test
  void shouldHideAndThenRemove() throws Exception {
    http.postSchema("/subjects/x-value/versions", A);
    http.postSchema("/subjects/x-value/versions", A_AND_B);

    // one version is hidden: messages written with it can still be read
    assertEquals("1", http.delete("/subjects/x-value/versions/1").body().toString());
    assertEquals(40406, http.delete("/subjects/x-value/versions/1").errorCode());
    assertEquals("[2]", http.get("/subjects/x-value/versions").body().toString());
    assertEquals("[1,2]", http.get("/subjects/x-value/versions?deleted=true").body().toString());
    assertEquals(A, http.get("/schemas/ids/1").body().path("schema").asText());

    // the rest
    assertEquals("[2]", http.delete("/subjects/x-value").body().toString());
    assertEquals(40404, http.delete("/subjects/x-value").errorCode());
    assertEquals("[]", http.get("/subjects").body().toString());
    assertEquals("[\"x-value\"]", http.get("/subjects?deleted=true").body().toString());

    // for good
    assertEquals("[1,2]", http.delete("/subjects/x-value?permanent=true").body().toString());
    assertEquals("[]", http.get("/subjects?deleted=true").body().toString());
    assertEquals(40403, http.get("/schemas/ids/1").errorCode());

    // an id is never given to another schema
    assertEquals(3, id(http.postSchema("/subjects/x-value/versions", "\"string\"")));
    assertEquals(1, id(http.postSchema("/subjects/y-value/versions", A)));
  }

  @Test
  void shouldKnowEverythingAgainAfterARestart() throws Exception {
    // Given
    http.postSchema("/subjects/x-value/versions", A);
    http.postSchema("/subjects/x-value/versions", A_AND_B);
    http.postSchema("/subjects/käse%2F1-value/versions", "\"string\"");
    http.put("/config/x-value", "{\"compatibility\":\"FULL\"}");
    http.delete("/subjects/x-value/versions/1");

    // When
    registry.close();
    start();

    // Then
    assertEquals("[\"käse/1-value\",\"x-value\"]", http.get("/subjects").body().toString());
    assertEquals("[2]", http.get("/subjects/x-value/versions").body().toString());
    assertEquals(A, http.get("/schemas/ids/1").body().path("schema").asText());
    assertEquals("FULL", http.get("/config/x-value").body().path("compatibilityLevel").asText());
    assertEquals(2, id(http.postSchema("/subjects/x-value/versions", A_AND_B)));
    assertEquals(4, id(http.postSchema("/subjects/new-value/versions", "\"long\"")));
  }

  @Test
  void shouldGiveUniqueIdsToManyAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> posts =
          IntStream.range(0, 64)
              .<Callable<Integer>>mapToObj(
                  i ->
                      () ->
                          id(
                              http.postSchema(
                                  "/subjects/s" + i + "/versions",
                                  record("{\"name\":\"f" + i / 2 + "\",\"type\":\"int\"}"))))
              .toList();
      Set<Integer> ids = new HashSet<>();
      for (Future<Integer> post : threads.invokeAll(posts)) {
        ids.add(post.get());
      }
      // every schema was posted twice
      assertEquals(
          IntStream.rangeClosed(1, 32).boxed().collect(java.util.stream.Collectors.toSet()), ids);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void shouldRefuseThePagesOfOtherSites() throws Exception {
    assertEquals("HTTP/1.1 200 OK", statusLine("Host: localhost:1234"));
    assertEquals("HTTP/1.1 403 Forbidden", statusLine("Host: evil.example"));
    assertEquals(
        "HTTP/1.1 403 Forbidden", statusLine("Host: 127.0.0.1\r\nOrigin: http://evil.example"));
    assertEquals("HTTP/1.1 200 OK", statusLine("Host: 127.0.0.1\r\nOrigin: http://127.0.0.1:8080"));
  }

  private String statusLine(String headers) throws IOException {
    int port = java.net.URI.create(registry.url()).getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              ("GET /subjects HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .findFirst()
          .orElse("");
    }
  }

  @Test
  void shouldSayThatThePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      StandaloneException refused =
          assertThrows(
              StandaloneException.class,
              () -> EmbeddedRegistry.start(folder, taken.getLocalPort()).close());

      assertTrue(
          String.valueOf(refused.getMessage()).contains("port " + taken.getLocalPort()),
          refused.getMessage());
    }
  }

  private static int id(Reply reply) {
    assertEquals(200, reply.status(), reply.body().toString());
    return reply.body().path("id").asInt();
  }
}
