package io.eigencam.topic;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Header values as UTF-8 text. Whoever wrote them may be anybody: what is no short text is absent.
 */
final class HeaderText {
  private static final int LONGEST = 1024;

  private HeaderText() {}

  /** The last value under that name; null when there is none, or it is empty or unreadable. */
  static @Nullable String read(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    byte @Nullable [] value = header == null ? null : header.value();
    if (value == null || value.length == 0 || value.length > LONGEST) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      return null; // not text
    }
  }

  /** The only value under that name from now on; null removes it. */
  static void replace(Headers headers, String name, @Nullable String value) {
    headers.remove(name);
    if (value != null) {
      headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
  }
}
