package io.eigencam.access;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eigencam.dashboard.LiveKafka;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Method;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A password file and an OpenID Connect server, both at once. */
@QuarkusTest
@QuarkusTestResource(LiveKafka.class)
@TestProfile(HttpAccessTest.WithUsers.class)
@Timeout(180)
class HttpAccessTest {
  /** Two people, two pages at a time. */
  public static final class WithUsers implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("eigencam.dashboard.max-viewers", "2", "eigencam.access.recheck-after", "12s");
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(Users.class));
    }
  }

  /** Where they are kept. */
  public static final class Users implements QuarkusTestResourceLifecycleManager {
    private StubOidc oidc;

    @Override
    public Map<String, String> start() {
      try {
        oidc = new StubOidc();
        Path file = Files.createTempFile(Path.of("target"), "users-", ".htpasswd");
        Files.writeString(
            file,
            PasswordFile.text(
                List.of(
                    new Account("ann", BcryptUtil.bcryptHash("ann's secret", 4), Role.VIEWER),
                    new Account("ben", BcryptUtil.bcryptHash("ben's secret", 4), Role.OPERATOR))));
        return Map.of(
            "eigencam.access.users", file.toString(),
            "quarkus.oidc.auth-server-url", oidc.url(),
            "quarkus.oidc.client-id", "eigencam",
            "quarkus.oidc.credentials.secret", "0123456789abcdef0123456789abcdef",
            "quarkus.oidc.tenant-enabled", "true");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void inject(TestInjector injector) {
      injector.injectIntoFields(oidc, new TestInjector.MatchesType(StubOidc.class));
    }

    @Override
    public void stop() {
      oidc.close();
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int POLICY_VIOLATION = 1008;
  private static final int TRY_AGAIN_LATER = 1013;

  private StubOidc oidc;

  @TestHTTPResource("/live")
  URI live;

  @BeforeEach
  void waitUntilHealthy() {
    await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/health").then().statusCode(200));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, 302",
    "GET, /page/main.js, 302",
    "GET, /q/metrics, 302",
    "GET, /nothing, 302",
    "POST, /q/health, 302",
    "GET, /q/health, 200",
    "GET, /q/health/live, 200",
    "GET, //q/metrics, 302",
    "GET, /q/health/../metrics, 302",
    "GET, /q/health/%2e%2e/metrics, 302"
  })
  void shouldAskStrangersWhoTheyAre(Method method, String path, int status) {
    given()
        .urlEncodingEnabled(false)
        .redirects()
        .follow(false)
        .request(method, path)
        .then()
        .statusCode(status);
  }

  @Test
  void shouldSendBrowsersToTheOpenIdConnectServer() {
    given()
        .redirects()
        .follow(false)
        .get("/")
        .then()
        .statusCode(302)
        .header("Location", startsWith(oidc.url() + "/authorize?"))
        .header("Location", containsString("client_id=eigencam"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, 200",
    "HEAD, /, 200",
    "GET, /page/main.js, 200",
    "GET, /q/metrics, 200",
    "POST, /q/metrics, 403",
    "DELETE, /nothing, 403"
  })
  void shouldLetViewersLook(Method method, String path, int status) {
    as("ann", "ann's secret").request(method, path).then().statusCode(status);
    bearing(oidc.token("ann", Duration.ofMinutes(5), "viewer"))
        .request(method, path)
        .then()
        .statusCode(status);
  }

  @ParameterizedTest
  @CsvSource({"GET, /, 200", "GET, /q/metrics, 200", "DELETE, /nothing, 404"})
  void shouldLetOperatorsChangeThingsToo(Method method, String path, int status) {
    as("ben", "ben's secret").request(method, path).then().statusCode(status);
    bearing(oidc.token("ben", Duration.ofMinutes(5), "operator", "something-else"))
        .request(method, path)
        .then()
        .statusCode(status);
  }

  @Test
  void shouldTurnAwayWrongPasswords() {
    as("ann", "ben's secret").get("/").then().statusCode(401);
    as("nobody", "ann's secret").get("/").then().statusCode(401);
    as("ann", "").get("/").then().statusCode(401);
    given().header("Authorization", "Basic !!!").get("/").then().statusCode(401);
  }

  @Test
  void shouldAskForPatienceWhereTooManyGuess() {
    // Given
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest guess =
        HttpRequest.newBuilder(live.resolve("/q/metrics"))
            .header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString("x:y".getBytes()))
            .build();

    // When
    List<CompletableFuture<HttpResponse<Void>>> answers =
        Stream.generate(() -> client.sendAsync(guess, HttpResponse.BodyHandlers.discarding()))
            .limit(60)
            .toList();

    // Then
    Map<Integer, Long> statuses =
        answers.stream()
            .map(answer -> answer.join().statusCode())
            .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
    assertEquals(Set.of(401, 503), statuses.keySet(), statuses::toString);
  }

  @Test
  void shouldTurnAwayTokensThatAreNotOurs() {
    bearing(oidc.forged("ann", "operator")).get("/").then().statusCode(401);
    bearing(oidc.token("ann", Duration.ofMinutes(-5), "operator")).get("/").then().statusCode(401);
    bearing("abc").get("/").then().statusCode(401);
  }

  @Test
  void shouldShowNothingToWhoHasNoRole() {
    bearing(oidc.token("eve", Duration.ofMinutes(5), "admin")).get("/").then().statusCode(403);
  }

  @Test
  void shouldOpenNoSocketForStrangers() {
    CompletionException refused =
        assertThrows(
            CompletionException.class,
            () ->
                HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(socket(), new Page())
                    .join());

    WebSocketHandshakeException handshake =
        assertInstanceOf(WebSocketHandshakeException.class, refused.getCause());
    assertEquals(302, handshake.getResponse().statusCode());
  }

  @Test
  void shouldOpenSoManySocketsAndNoMore() {
    Page third = new Page();
    WebSocket one = openWhereThereIsRoom(new Page());
    WebSocket two = openWhereThereIsRoom(new Page());
    try {
      open(third);
      await().atMost(PATIENCE).until(() -> third.closed.get() != 0);
      assertEquals(TRY_AGAIN_LATER, third.closed.get());
    } finally {
      one.abort();
      two.abort();
    }
  }

  @Test
  void shouldAskForTheUserOfAnOpenPageOnceMore() {
    Page page = new Page();
    openWhereThereIsRoom(page);

    await().atMost(PATIENCE).until(() -> page.closed.get() != 0);

    assertEquals(POLICY_VIOLATION, page.closed.get());
  }

  @Test
  void shouldCutOffWhoTalksTooMuch() {
    Page page = new Page();
    WebSocket socket = openWhereThereIsRoom(page);
    page.closed.set(0);

    socket.sendText("x".repeat(2000), true);

    await().atMost(PATIENCE).until(() -> page.closed.get() != 0);
  }

  /** Pages of other tests may still be going. */
  private WebSocket openWhereThereIsRoom(Page page) {
    AtomicReference<WebSocket> open = new AtomicReference<>();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              page.closed.set(0);
              open.set(open(page));
              await().atMost(PATIENCE).until(() -> page.reads.get() || page.closed.get() != 0);
              return page.reads.get();
            });
    return open.get();
  }

  private URI socket() {
    return URI.create(live.toString().replaceFirst("^http", "ws"));
  }

  private WebSocket open(Page page) {
    String ann = Base64.getEncoder().encodeToString("ann:ann's secret".getBytes());
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .header("Authorization", "Basic " + ann)
        .buildAsync(socket(), page)
        .join();
  }

  private static RequestSpecification as(String user, String password) {
    return given().auth().preemptive().basic(user, password);
  }

  private static RequestSpecification bearing(String token) {
    return given().header("Authorization", "Bearer " + token);
  }

  /** Reads and forgets. */
  private static final class Page implements WebSocket.Listener {
    final AtomicInteger closed = new AtomicInteger(); // the code; 0 while open
    final AtomicBoolean reads = new AtomicBoolean();

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      reads.set(true);
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.set(code);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
      closed.compareAndSet(0, -1);
    }
  }
}
