package io.eigencam.infer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Layers as parts of file names and of a signature's keys. "p3" and "sppf" stay as they are; what
 * is named after a tensor may hold slashes and colons, and is hashed.
 */
final class LayerKey {
  private static final Pattern PLAIN = Pattern.compile("[a-z0-9]{1,16}");
  private static final int MOST_PLAIN = 8;

  private LayerKey() {}

  static String of(String layer) {
    return PLAIN.matcher(layer).matches() ? layer : hash(layer);
  }

  /** One for a whole list, in its order; "none" for an empty one. */
  static String of(List<String> layers) {
    if (layers.isEmpty()) {
      return "none";
    }
    boolean plain =
        layers.size() <= MOST_PLAIN && layers.stream().allMatch(PLAIN.asMatchPredicate());
    return plain ? String.join("-", layers) : hash(String.join("\n", layers));
  }

  private static String hash(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
