package io.eigencam.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaJournalTest {
  private static final JournalEntry FIRST = new JournalEntry.Added("ä\nb", 1, 1, "\"int\"");
  private static final JournalEntry SECOND =
      new JournalEntry.LevelSet(null, CompatibilityLevel.FULL);
  private static final JournalEntry THIRD = new JournalEntry.Deleted("ä\nb", 1, true);

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("schemas.jsonl");
  }

  @Test
  void shouldDropALineThatACrashCutShortAnywhere() throws IOException {
    // Given two entries and a third
    byte[] two = written(FIRST, SECOND);
    byte[] three = written(FIRST, SECOND, THIRD);

    for (int length = two.length; length < three.length; length++) {
      // When the file ends in the middle of the third
      Files.write(file(), Arrays.copyOf(three, length));

      // Then only that one is gone, and the next is whole
      try (SchemaJournal journal = SchemaJournal.open(file())) {
        assertEquals(List.of(FIRST, SECOND), journal.found(), "cut after " + length);
        journal.append(THIRD);
      }
      try (SchemaJournal journal = SchemaJournal.open(file())) {
        assertEquals(List.of(FIRST, SECOND, THIRD), journal.found());
      }
    }
  }

  @Test
  void shouldNotGoOnWithDamage() throws IOException {
    byte[] bytes = written(FIRST, SECOND);
    bytes[3] = '#';
    Files.write(file(), bytes);

    StandaloneException damaged =
        assertThrows(StandaloneException.class, () -> SchemaJournal.open(file()));

    assertTrue(String.valueOf(damaged.getMessage()).contains("damaged"), damaged.getMessage());
  }

  private byte[] written(JournalEntry... entries) throws IOException {
    Files.deleteIfExists(file());
    try (SchemaJournal journal = SchemaJournal.open(file())) {
      for (JournalEntry entry : entries) {
        journal.append(entry);
      }
    }
    return Files.readAllBytes(file());
  }
}
