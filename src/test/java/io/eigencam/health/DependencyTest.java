package io.eigencam.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DependencyTest {

  @Test
  void shouldNotSayWhatWasTrueOnceWhereItCannotBeFoundOut() {
    // Given
    AtomicReference<RuntimeException> defect = new AtomicReference<>();
    Dependency dependency =
        new Dependency(
            "kafka",
            () -> {
              if (defect.get() != null) {
                throw defect.get();
              }
              return null;
            });
    dependency.ask();
    assertNull(dependency.trouble());

    // When
    defect.set(new IllegalStateException("scripted"));
    dependency.ask();

    // Then
    assertEquals("it cannot be found out how it is (IllegalStateException)", dependency.trouble());
    defect.set(null);
    dependency.ask();
    assertNull(dependency.trouble());
  }
}
