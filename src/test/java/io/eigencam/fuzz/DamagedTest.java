package io.eigencam.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eigencam.fuzz.Change.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DamagedTest {
  private static final byte[][] WORDS = {ascii("WORD")};

  @ParameterizedTest
  @CsvSource({
    "FLIP_BIT, 0, 1, cbcdefgh",
    "SET_BYTE, 0.2, 120, axcdefgh",
    "TRUNCATE, 0.5, 0, abcd",
    "REMOVE, 0.5, 1, abcdgh",
    "REPEAT, 0.5, 1, abcdefefgh",
    "INSERT_SAME, 0.5, 120, abcdxefgh",
    "INSERT_WORD, 0.5, 0, abcdWORDefgh",
    "SWAP, 0, 3, cdabefgh",
    "SPLICE, 0.5, 2, abcd345"
  })
  void shouldChangeWhatItSays(Kind kind, double at, int value, String expected) {
    byte[] changed = new Change(kind, at, value).applied(ascii("abcdefgh"), ascii("12345"), WORDS);

    assertEquals(expected, new String(changed, StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @EnumSource
  void shouldChangeTheEmptyAndTheEndToo(Kind kind) {
    for (int value : new int[] {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      byte[] seed = ascii("abc");
      new Change(kind, 1, value).applied(seed, new byte[0], new byte[0][]);
      new Change(kind, 0, value).applied(new byte[0], seed, WORDS);
      assertArrayEquals(ascii("abc"), seed, "the seed itself stays as it is");
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
