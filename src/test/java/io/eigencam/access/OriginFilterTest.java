package io.eigencam.access;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import io.eigencam.dashboard.LiveKafka;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On loopback and without a password, as {@code demo} and {@code run} start. */
@QuarkusTest
@QuarkusTestResource(LiveKafka.class)
@Timeout(180)
class OriginFilterTest {
  @ParameterizedTest
  @ValueSource(strings = {"/", "/live", "/q/metrics", "/q/health/ready", "/nothing"})
  void shouldNotAnswerToAForeignName(String path) {
    given()
        .header("Host", "evil.example:8080")
        .get(path)
        .then()
        .statusCode(403)
        .body(containsString("eigencam.access.hosts"));
  }

  @Test
  void shouldAnswerToItsOwnNamesWithoutAPassword() {
    get("/").then().statusCode(200);
    given().header("Host", "localhost").get("/q/metrics").then().statusCode(200);
    given().header("Host", "[::1]:8080").get("/q/health/live").then().statusCode(200);
  }

  @Test
  void shouldTakeNoOrdersFromPagesOfOtherSites() {
    given().header("Origin", "http://evil.example").post("/q/metrics").then().statusCode(403);
    given()
        .header("Origin", "http://evil.example")
        .header("Upgrade", "websocket")
        .get("/live")
        .then()
        .statusCode(403);
  }

  @Test
  void shouldNotMindAPasswordThatNobodyAskedFor() {
    given().auth().preemptive().basic("ann", "whatever").get("/").then().statusCode(200);
    given().header("Authorization", "Bearer abc").get("/").then().statusCode(200);
  }

  @Test
  void shouldTakeNoLargeRequests() {
    given().body(new byte[100_000]).post("/q/metrics").then().statusCode(413);
    given().header("X-Long", "x".repeat(30_000)).get("/").then().statusCode(431);
  }
}
