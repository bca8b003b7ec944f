package io.eigencam.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The table of changes in Confluent's "Schema evolution and compatibility": what each level allows.
 */
class CompatibilityLevelTest {
  private static final Schema A = of("a int");
  private static final Schema A_WITH_DEFAULT = of("a int default");
  private static final Schema A_AND_OPTIONAL_B = of("a int", "b int default");

  private static Schema of(String... fields) {
    String list =
        Arrays.stream(fields)
            .map(field -> field.split(" "))
            .map(
                field ->
                    "{\"name\":\"%s\",\"type\":\"%s\"%s}"
                        .formatted(field[0], field[1], field.length > 2 ? ",\"default\":0" : ""))
            .collect(Collectors.joining(","));
    return new Schema.Parser()
        .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + list + "]}");
  }

  @ParameterizedTest
  @CsvSource({
    // level, add optional field, delete optional field, add needed field, delete needed field
    "NONE,     true,  true,  true,  true",
    "BACKWARD, true,  true,  false, true",
    "FORWARD,  true,  true,  true,  false",
    "FULL,     true,  true,  false, false",
    "BACKWARD_TRANSITIVE, true, true, false, true",
    "FORWARD_TRANSITIVE,  true, true, true, false",
    "FULL_TRANSITIVE,     true, true, false, false",
  })
  void shouldAllowWhatConfluentAllows(
      CompatibilityLevel level,
      boolean addOptional,
      boolean deleteOptional,
      boolean addNeeded,
      boolean deleteNeeded) {
    assertEquals(addOptional, allows(level, A_AND_OPTIONAL_B, A));
    assertEquals(deleteOptional, allows(level, A, A_AND_OPTIONAL_B));
    assertEquals(addNeeded, allows(level, of("a int", "c int"), A));
    assertEquals(deleteNeeded, allows(level, A, of("a int", "c int")));
  }

  @ParameterizedTest
  @CsvSource({
    "BACKWARD, true",
    "BACKWARD_TRANSITIVE, false",
    "FORWARD, true",
    "FORWARD_TRANSITIVE, true"
  })
  void shouldLookBeyondTheLastVersionOnlyWhenTransitive(CompatibilityLevel level, boolean allowed) {
    // b was added with a default, then the default went: fine after the last, not after the first
    assertEquals(allowed, allows(level, of("a int", "b int"), A, A_AND_OPTIONAL_B));
  }

  @Test
  void shouldAllowAnythingFirst() {
    for (CompatibilityLevel level : CompatibilityLevel.values()) {
      assertEquals(List.of(), level.obstacles(A_WITH_DEFAULT, List.of()), level.name());
    }
  }

  private static boolean allows(CompatibilityLevel level, Schema candidate, Schema... earlier) {
    return level.obstacles(candidate, List.of(earlier)).isEmpty();
  }
}
