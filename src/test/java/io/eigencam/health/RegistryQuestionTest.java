package io.eigencam.health;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.message.FrameAnalysis;
import io.eigencam.pipeline.RegistryNeeds;
import io.eigencam.registry.MessageSerdes;
import io.eigencam.registry.RegistrySettings;
import io.eigencam.registry.SchemaIncompatibleException;
import io.eigencam.registry.StubRegistry;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is wrong with the registry stands in the log, and in what anybody may ask of health. */
@Timeout(60)
class RegistryQuestionTest {

  @Test
  void shouldNeverTellThePasswordInAnAddress() throws Exception {
    try (StubRegistry refusing = new StubRegistry(401, "{}")) {
      String away = "http://ann:hunter2@127.0.0.1:1";
      String refused = refusing.url().replace("//", "//ann:hunter2@");

      assertPlain(question(away), "no schema registry answers at http://127.0.0.1:1");
      assertPlain(question(refused), "the schema registry at " + refusing.url() + " refuses us");
      assertPlain(question(away + "," + away), "http://127.0.0.1:1, http://127.0.0.1:1");
    }
  }

  private static void assertPlain(RegistryQuestion question, String wanted) {
    String trouble = question.get();
    assertNotNull(trouble);
    assertTrue(trouble.contains(wanted), trouble);
    assertFalse(trouble.contains("hunter2"), trouble);
    assertFalse(trouble.contains("ann"), trouble);
  }

  @Test
  void shouldFindNothingWrongWithARegistryThatAnswers() throws Exception {
    try (StubRegistry registry = new StubRegistry(200, "[\"AVRO\"]")) {
      assertNull(question(registry.url()).get());
    }
  }

  @Test
  void shouldTellOfARegistryThatAnswersAndRefusesASchemaOfOurs() throws Exception {
    try (StubRegistry registry =
        new StubRegistry(
            Map.of("/schemas/types", "[\"AVRO\"]"), 409, "{\"message\":\"a field is gone\"}")) {
      // Given
      Map<String, String> properties = Map.of(RegistrySettings.URL, registry.url());
      RegistryNeeds needs = new RegistryNeeds();
      Serializer<FrameAnalysis> results =
          needs.watch(MessageSerdes.values(FrameAnalysis.class, properties).serializer());

      // When
      assertThrows(
          SchemaIncompatibleException.class,
          () -> results.serialize("detections", new FrameAnalysis()));

      // Then
      assertPlain(new RegistryQuestion(properties, needs), "'detections-value' as incompatible");
    }
  }

  private static RegistryQuestion question(String url) {
    return new RegistryQuestion(Map.of(RegistrySettings.URL, url), new RegistryNeeds());
  }
}
