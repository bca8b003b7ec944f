package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.registry.RegistryRefusedException;
import io.eigencam.registry.StubRegistry;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Timeout(60)
class SurroundingsTest {
  private final Properties before = (Properties) System.getProperties().clone();
  private final StandaloneKafka kafka = StandaloneKafka.shared();
  private final Topics topics = kafka.freshTopics();
  @TempDir private Path folder;

  @AfterEach
  void restore() {
    System.setProperties(before);
  }

  @ParameterizedTest
  @CsvSource({
    "kafka.bearer.auth.token, eigencam.other",
    "eigencam.registry.token, kafka.bearer.auth.token",
    "eigencam.registry.token, kafka.basic.auth.user.info"
  })
  void shouldShowTheRegistryItsToken(String setting, String overruled) throws Exception {
    try (StubRegistry registry = new StubRegistry(200, "{\"id\": 1}")) {
      // Given
      ServiceSettings.flag("eigencam.registry.url", registry.url());
      ServiceSettings.flag(setting, "t0ken");
      if (overruled.startsWith("kafka.")) {
        ServiceSettings.flag(overruled, "some:thing");
      }

      // When
      surroundings().check();

      // Then
      assertFalse(registry.authorizations().isEmpty());
      assertEquals(Set.of("Bearer t0ken"), Set.copyOf(registry.authorizations()));
    }
  }

  @Test
  void shouldLetOurUserCountBeforeKafkasToken() throws Exception {
    try (StubRegistry registry = new StubRegistry(200, "{\"id\": 1}")) {
      ServiceSettings.flag("eigencam.registry.url", registry.url());
      ServiceSettings.flag("eigencam.registry.user", "ann");
      ServiceSettings.flag("eigencam.registry.password", "secret");
      ServiceSettings.flag("kafka.bearer.auth.token", "t0ken");

      surroundings().check();

      assertEquals(
          Set.of("Basic " + Base64.getEncoder().encodeToString("ann:secret".getBytes())),
          Set.copyOf(registry.authorizations()));
    }
  }

  @Test
  void shouldNotTellTheTokenWhenItIsRefused() throws Exception {
    try (StubRegistry registry = new StubRegistry(401, "{\"message\": \"who are you\"}")) {
      ServiceSettings.flag("eigencam.registry.url", registry.url());
      ServiceSettings.flag("eigencam.registry.token", "t0ken");

      Surroundings surroundings = surroundings();
      Exception refused = assertThrows(RegistryRefusedException.class, surroundings::check);

      assertFalse(refused.toString().contains("t0ken"), refused.toString());
    }
  }

  @Test
  void shouldNameTheSettingOfAStateFolderThatCannotBeMade() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    ServiceSettings.flag("eigencam.registry.url", kafka.registryUrl());
    Surroundings surroundings = surroundings(file.resolve("state"));

    IOException refused = assertThrows(IOException.class, surroundings::check);

    assertTrue(refused.getMessage().contains("kafka-streams.state.dir"), refused.getMessage());
    assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
  }

  @Test
  void shouldTellWhatMayOnlyBeLate() throws Exception {
    // Given
    ServiceSettings.flag("eigencam.registry.url", "http://127.0.0.1:1");
    Surroundings withoutTopics = surroundings(folder, Topics.withPrefix("nobody-made-these."));

    // Then
    List<String> missing = withoutTopics.check();
    assertEquals(2, missing.size(), missing::toString);
    assertTrue(missing.get(0).contains("eigencam topics create --prefix nobody-made-these."));
    assertTrue(missing.get(1).contains("the schema registry does not answer"), missing.get(1));

    // Given
    ServiceSettings.flag("kafka.bootstrap.servers", "127.0.0.1:1");
    ServiceSettings.flag("kafka.request.timeout.ms", "1000");
    ServiceSettings.flag("kafka.default.api.timeout.ms", "2000");

    // Then
    missing = new Surroundings(ServiceSettings.apply(null), topics).check();
    assertTrue(missing.get(0).contains("no Kafka answers at 127.0.0.1:1"), missing.get(0));
  }

  private Surroundings surroundings() throws IOException {
    return surroundings(folder.resolve("state"));
  }

  private Surroundings surroundings(Path state) throws IOException {
    return surroundings(state, topics);
  }

  private Surroundings surroundings(Path state, Topics topics) throws IOException {
    Map.of("kafka.bootstrap.servers", kafka.bootstrapServers(), "kafka-streams.state.dir", state)
        .forEach(ServiceSettings::flag);
    return new Surroundings(ServiceSettings.apply(null), topics);
  }
}
