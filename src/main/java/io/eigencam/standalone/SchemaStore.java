package io.eigencam.standalone;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Subjects, versions and ids. Every change goes to the journal first. Safe for use by many threads.
 */
final class SchemaStore {
  private final SchemaJournal journal;
  private final Map<String, Integer> idByText = new HashMap<>();
  private final NavigableMap<String, NavigableMap<Integer, SchemaVersion>> subjects =
      new TreeMap<>();
  private final Map<String, CompatibilityLevel> levels = new HashMap<>();
  private CompatibilityLevel globalLevel = CompatibilityLevel.BACKWARD;
  private int lastId;

  SchemaStore(SchemaJournal journal) {
    this.journal = journal;
    journal.found().forEach(this::apply);
  }

  /** Registers a schema, or finds it among the subject's versions; returns its id. */
  synchronized int register(String subject, Schema schema) {
    List<SchemaVersion> visible = visible(subject);
    for (SchemaVersion version : visible) {
      if (version.schema().toString().equals(schema.toString())) {
        return version.id();
      }
    }
    List<String> obstacles = obstacles(subject, schema, visible);
    if (!obstacles.isEmpty()) {
      throw RegistryError.incompatible(subject, String.join("; ", obstacles));
    }
    int id = Objects.requireNonNullElse(idByText.get(schema.toString()), lastId + 1);
    int version = versions(subject).isEmpty() ? 1 : versions(subject).lastKey() + 1;
    change(new JournalEntry.Added(subject, version, id, schema.toString()));
    return id;
  }

  /** What stands in the way of that schema after those versions. */
  synchronized List<String> obstacles(String subject, Schema schema, List<SchemaVersion> earlier) {
    return level(subject).obstacles(schema, earlier.stream().map(SchemaVersion::schema).toList());
  }

  /** Names of the subjects that have a version. */
  synchronized List<String> subjects(boolean deletedToo) {
    return subjects.entrySet().stream()
        .filter(
            subject ->
                deletedToo || subject.getValue().values().stream().anyMatch(v -> !v.deleted()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The subject's versions that are not deleted, oldest first. */
  synchronized List<SchemaVersion> visible(String subject) {
    return versions(subject).values().stream().filter(version -> !version.deleted()).toList();
  }

  /** All of them, oldest first. */
  synchronized List<SchemaVersion> all(String subject) {
    return List.copyOf(versions(subject).values());
  }

  /** Every version of every subject that carries that id, deleted ones too. */
  synchronized List<SchemaVersion> withId(int id) {
    return subjects.values().stream()
        .map(Map::values)
        .flatMap(Collection::stream)
        .filter(version -> version.id() == id)
        .toList();
  }

  synchronized int lastId() {
    return lastId;
  }

  /** Hides a version; a hidden one can then be removed for good. */
  synchronized void delete(SchemaVersion version, boolean permanent) {
    change(new JournalEntry.Deleted(version.subject(), version.version(), permanent));
  }

  /** The level that applies to a subject. */
  synchronized CompatibilityLevel level(String subject) {
    return levels.getOrDefault(subject, globalLevel);
  }

  /** The subject's own level; null when it has none. */
  synchronized @Nullable CompatibilityLevel ownLevel(String subject) {
    return levels.get(subject);
  }

  synchronized CompatibilityLevel globalLevel() {
    return globalLevel;
  }

  /**
   * @param subject null for the level of all subjects without one of their own
   * @param level null takes the own level away; for all subjects, sets BACKWARD again
   */
  synchronized void setLevel(@Nullable String subject, @Nullable CompatibilityLevel level) {
    change(new JournalEntry.LevelSet(subject, level));
  }

  private NavigableMap<Integer, SchemaVersion> versions(String subject) {
    return subjects.getOrDefault(subject, new TreeMap<>());
  }

  private void change(JournalEntry entry) {
    try {
      journal.append(entry);
    } catch (IOException e) {
      throw RegistryError.storeFailed(String.valueOf(e.getMessage()));
    }
    apply(entry);
  }

  private void apply(JournalEntry entry) {
    if (entry instanceof JournalEntry.Added added) {
      Schema schema = new Schema.Parser().parse(added.schema());
      idByText.put(added.schema(), added.id());
      lastId = Math.max(lastId, added.id());
      subjects
          .computeIfAbsent(added.subject(), subject -> new TreeMap<>())
          .put(
              added.version(),
              new SchemaVersion(added.subject(), added.version(), added.id(), schema, false));
    } else if (entry instanceof JournalEntry.Deleted deleted) {
      NavigableMap<Integer, SchemaVersion> versions = versions(deleted.subject());
      if (deleted.permanent()) {
        versions.remove(deleted.version());
        subjects.values().removeIf(Map::isEmpty);
      } else {
        versions.computeIfPresent(deleted.version(), (number, version) -> version.hidden());
      }
    } else if (entry instanceof JournalEntry.LevelSet set) {
      if (set.subject() == null) {
        globalLevel = Objects.requireNonNullElse(set.level(), CompatibilityLevel.BACKWARD);
      } else if (set.level() == null) {
        levels.remove(set.subject());
      } else {
        levels.put(set.subject(), set.level());
      }
    }
  }
}
