package io.eigencam.standalone;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** One change of the schema store, as it stands in the journal: one JSON object per line. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JournalEntry.Added.class, name = "added"),
  @JsonSubTypes.Type(value = JournalEntry.Deleted.class, name = "deleted"),
  @JsonSubTypes.Type(value = JournalEntry.LevelSet.class, name = "level")
})
sealed interface JournalEntry {

  /** A new version of a subject. */
  record Added(String subject, int version, int id, String schema) implements JournalEntry {}

  /** A version was hidden, or removed for good. */
  record Deleted(String subject, int version, boolean permanent) implements JournalEntry {}

  /**
   * A compatibility level was set.
   *
   * @param subject null for all subjects without one of their own
   * @param level null takes the subject's own level away
   */
  record LevelSet(@Nullable String subject, @Nullable CompatibilityLevel level)
      implements JournalEntry {}
}
