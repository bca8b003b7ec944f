package io.eigencam.command;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Headers for people. Anybody may have written them: what is no short text is only measured. */
final class HeaderWords {
  private static final int LONGEST = 1024;

  private HeaderWords() {}

  /** By name; the last of equal names counts. */
  static Map<String, String> of(Headers headers) {
    Map<String, String> words = new LinkedHashMap<>();
    for (Header header : headers) {
      words.put(header.key(), words(header));
    }
    return words;
  }

  private static String words(Header header) {
    byte[] value = header.value();
    if (value == null) {
      return "(empty)";
    }
    if (value.length <= LONGEST) {
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
      } catch (CharacterCodingException e) {
        return "(%d bytes)".formatted(value.length); // not text
      }
    }
    return "(%d bytes)".formatted(value.length);
  }
}
