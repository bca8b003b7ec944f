package io.eigencam.access;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.config.EigencamConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.0.0.2"})
  void shouldNeedNoPasswordOnLoopback(String host) {
    assertDoesNotThrow(() -> rules(host, Map.of()).check());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void shouldNotShowCamerasToTheNetworkWithoutAPassword(String host) throws IOException {
    IOException refused = assertThrows(IOException.class, () -> rules(host, Map.of()).check());

    assertTrue(refused.getMessage().contains("eigencam.access.users"), refused.getMessage());
    assertTrue(refused.getMessage().contains("quarkus.oidc.auth-server-url"));
    assertTrue(refused.getMessage().contains("eigencam.access.by-proxy=true"));
    assertDoesNotThrow(() -> rules(host, Map.of("eigencam.access.by-proxy", "true")).check());
    assertDoesNotThrow(
        () -> rules(host, Map.of("quarkus.oidc.auth-server-url", "https://id.example")).check());
    assertDoesNotThrow(() -> rules(host, Map.of("eigencam.access.users", users())).check());
  }

  @Test
  void shouldNotStartWithAPasswordFileThatIsNotThere() {
    IOException refused =
        assertThrows(
            IOException.class,
            () -> rules("127.0.0.1", Map.of("eigencam.access.users", "nowhere")).check());

    assertTrue(refused.getMessage().contains("no password file nowhere"), refused.getMessage());
  }

  @Test
  void shouldKnowWhenPasswordsCanBeReadOnTheWay() throws IOException {
    String users = users();
    Map<String, String> plain = Map.of("eigencam.access.users", users);
    Map<String, String> tls =
        Map.of("eigencam.access.users", users, "quarkus.http.ssl.certificate.files", "tls.pem");
    Map<String, String> proxied =
        Map.of("eigencam.access.users", users, "eigencam.access.by-proxy", "true");

    assertEquals(true, rules("0.0.0.0", plain).sendsPasswordsInTheClear());
    assertEquals(false, rules("127.0.0.1", plain).sendsPasswordsInTheClear());
    assertEquals(false, rules("0.0.0.0", tls).sendsPasswordsInTheClear());
    assertEquals(false, rules("0.0.0.0", proxied).sendsPasswordsInTheClear());
  }

  @Test
  void shouldOpenAndCloseHealthAndFigures() throws IOException {
    String users = users();
    AccessRules usual = rules("0.0.0.0", Map.of("eigencam.access.users", users));
    AccessRules other =
        rules(
            "0.0.0.0",
            Map.of(
                "eigencam.access.users", users,
                "eigencam.access.open-health", "false",
                "eigencam.access.open-metrics", "true"));

    assertEquals(true, usual.isOpen("GET", "/q/health/ready"));
    assertEquals(false, usual.isOpen("GET", "/q/healthy"));
    assertEquals(false, usual.isOpen("GET", "/q/metrics"));
    assertEquals(false, other.isOpen("GET", "/q/health/ready"));
    assertEquals(true, other.isOpen("GET", "/q/metrics"));
    assertEquals(false, other.isOpen("POST", "/q/metrics"));
    assertEquals(false, other.isOpen("GET", "/"));
  }

  private String users() throws IOException {
    return Files.writeString(
            folder.resolve("users.htpasswd"),
            "ann:$2y$05$J8lEsy5c5Bp1uRhyyhVWpOn2buZQFhYB4BSSxYc70Pe.iuASrzQG2\n")
        .toString();
  }

  private static AccessRules rules(String host, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("quarkus.http.host", host);
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .withSources(new PropertiesConfigSource(all, "test", 300))
            .withDefaultValue("user.home", "home")
            .withMapping(EigencamConfig.class)
            .build();
    return AccessBeans.of(config.getConfigMapping(EigencamConfig.class), config);
  }
}
