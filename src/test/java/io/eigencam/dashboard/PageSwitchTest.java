package io.eigencam.dashboard;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(LiveKafka.class)
@TestProfile(PageSwitchTest.WithoutPage.class)
@Timeout(180)
class PageSwitchTest {
  /** {@code eigencam.dashboard.enabled=false}. */
  public static final class WithoutPage implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("eigencam.dashboard.enabled", "false");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html", "/page/main.js", "/live"})
  void shouldServeNoPageThatIsSwitchedOff(String path) {
    get(path)
        .then()
        .statusCode(404)
        .contentType("text/plain")
        .body(containsString("eigencam.dashboard.enabled"));
  }

  @Test
  void shouldServeTheRest() {
    get("/q/health/live").then().statusCode(200);
    get("/q/metrics").then().statusCode(200);
  }
}
