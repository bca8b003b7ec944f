package io.eigencam.standalone;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.jspecify.annotations.Nullable;

/**
 * Which schemas may follow which under one subject, as Confluent defines it: BACKWARD lets the new
 * schema read old messages, FORWARD lets old readers read new messages, FULL both; the TRANSITIVE
 * levels look at every earlier version, the others at the last.
 */
enum CompatibilityLevel {
  NONE(false, false, false),
  BACKWARD(true, false, false),
  BACKWARD_TRANSITIVE(true, false, true),
  FORWARD(false, true, false),
  FORWARD_TRANSITIVE(false, true, true),
  FULL(true, true, false),
  FULL_TRANSITIVE(true, true, true);

  private final boolean newReadsOld;
  private final boolean oldReadsNew;
  private final boolean everyVersion;

  CompatibilityLevel(boolean newReadsOld, boolean oldReadsNew, boolean everyVersion) {
    this.newReadsOld = newReadsOld;
    this.oldReadsNew = oldReadsNew;
    this.everyVersion = everyVersion;
  }

  /** Null when there is no such level. */
  static @Nullable CompatibilityLevel of(String name) {
    for (CompatibilityLevel level : values()) {
      if (level.name().equals(name.toUpperCase(Locale.ROOT))) {
        return level;
      }
    }
    return null;
  }

  /**
   * What stands in the way of a new version.
   *
   * @param earlier in the order in which they were registered
   * @return empty when nothing does
   */
  List<String> obstacles(Schema candidate, List<Schema> earlier) {
    List<Schema> newestFirst = new ArrayList<>(earlier);
    Collections.reverse(newestFirst);
    List<Schema> compared =
        everyVersion || newestFirst.isEmpty() ? newestFirst : newestFirst.subList(0, 1);
    List<String> obstacles = new ArrayList<>();
    for (Schema old : compared) {
      if (newReadsOld) {
        obstacles.addAll(reading(candidate, old, "the new schema cannot read old messages"));
      }
      if (oldReadsNew) {
        obstacles.addAll(reading(old, candidate, "the old schema cannot read new messages"));
      }
    }
    return obstacles;
  }

  private static List<String> reading(Schema reader, Schema writer, String what) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(
            found ->
                "%s: %s at %s (%s)"
                    .formatted(what, found.getType(), found.getLocation(), text(found)))
        .toList();
  }

  private static String text(Incompatibility found) {
    String text = found.getMessage().replaceAll("\\s+", " ");
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }
}
