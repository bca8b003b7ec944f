package io.eigencam.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anybody who may write a frame may name any schema: that must not stop the frames behind it. */
@Timeout(120)
class RefusedSchemaIdTest {

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void shouldCallAnIdUnknownThatAloneIsRefused(int status) throws IOException {
    try (StubRegistry registry =
        new StubRegistry(Map.of("/schemas/ids/1", "{\"schema\":\"\\\"long\\\"\"}"), status, "no")) {
      // Given
      RegistryClient client = new RegistryClient(RegistrySettings.at(registry.url()));
      client.byId(1);

      // When
      for (int i = 0; i < 3; i++) {
        UnknownSchemaException unknown =
            assertThrows(UnknownSchemaException.class, () -> client.byId(99));
        assertTrue(
            String.valueOf(unknown.getMessage()).contains("schema id 99"), unknown.getMessage());
        assertTrue(
            String.valueOf(unknown.getMessage()).contains("status " + status),
            unknown.getMessage());
      }

      // Then it was asked for once, and another one to be sure
      assertEquals(
          List.of("GET /schemas/ids/1", "GET /schemas/ids/99", "GET /schemas/ids/1"),
          registry.requests());
    }
  }

  @Test
  void shouldCallAnIdUnknownThatIsRefusedWhereOthersAreNot() throws IOException {
    try (StubRegistry registry = new StubRegistry(404, "{}")) {
      registry.answers("/schemas/ids/99", 403);

      assertThrows(
          UnknownSchemaException.class,
          () -> new RegistryClient(RegistrySettings.at(registry.url())).byId(99));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 429})
  void shouldGiveUpAnIdThatAloneFailsTimeAndAgain(int status) throws IOException {
    try (StubRegistry registry = new StubRegistry(404, "{}")) {
      // Given
      registry.answers("/schemas/ids/99", status);
      RegistryClient client = new RegistryClient(RegistrySettings.at(registry.url()));

      // When it may still pass
      for (int i = 0; i < 4; i++) {
        assertThrows(RegistryUnavailableException.class, () -> client.byId(99));
      }

      // Then
      assertThrows(UnknownSchemaException.class, () -> client.byId(99));
      assertThrows(UnknownSchemaException.class, () -> client.byId(99));
      assertEquals(6, registry.requests().size(), "five times, and another id once");
    }
  }

  @Test
  void shouldWaitForAsLongAsNoIdIsToBeHad() throws IOException {
    try (StubRegistry storeIsAway = new StubRegistry(500, "{}")) {
      storeIsAway.answers("/schemas/types", 200);
      RegistryClient client = new RegistryClient(RegistrySettings.at(storeIsAway.url()));

      for (int i = 0; i < 20; i++) {
        assertThrows(RegistryUnavailableException.class, () -> client.byId(99));
      }
    }
  }
}
