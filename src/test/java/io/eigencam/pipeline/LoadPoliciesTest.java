package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eigencam.config.EigencamConfig;
import io.eigencam.ingest.LoadPolicy;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadPoliciesTest {

  @Test
  void shouldWorkOnEverythingByDefault() {
    assertEquals(LoadPolicy.EVERYTHING, policies(Map.of()).apply("hall-3"));
  }

  @Test
  void shouldPreferWhatIsSetForTheCamera() {
    LoadPolicies policies =
        policies(
            Map.of(
                "eigencam.ingest.overload", "newest",
                "eigencam.ingest.max-age", "3s",
                "eigencam.explain.every", "4",
                "eigencam.ingest.cameras.\"hall 3/west.door\".overload", "block",
                "eigencam.ingest.cameras.gate.max-age", "500ms",
                "eigencam.explain.cameras.gate.adaptive", "true",
                "eigencam.explain.cameras.lab.every", "1"));

    assertEquals(
        new LoadPolicy(true, Duration.ofSeconds(3), 4, false), policies.apply("any other"));
    assertEquals(
        new LoadPolicy(false, Duration.ofSeconds(3), 4, false), policies.apply("hall 3/west.door"));
    assertEquals(new LoadPolicy(true, Duration.ofMillis(500), 4, true), policies.apply("gate"));
    assertEquals(new LoadPolicy(true, Duration.ofSeconds(3), 1, false), policies.apply("lab"));
  }

  @Test
  void shouldNameTheCameraWhoseSettingIsWrong() {
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class,
            () -> policies(Map.of("eigencam.explain.cameras.gate.every", "0")));

    assertEquals(
        "camera gate: eigencam.explain.every must be between 1 and 1000000, not 0",
        wrong.getMessage());
  }

  private static LoadPolicies policies(Map<String, String> settings) {
    return new LoadPolicies(
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .withDefaultValue("user.home", "home")
            .withMapping(EigencamConfig.class)
            .build()
            .getConfigMapping(EigencamConfig.class));
  }
}
