package io.eigencam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws Exception {
    Files.writeString(folder.resolve("saved_model.pb"), "graph");
    Files.writeString(folder.resolve("metadata.yaml"), "names");
    Files.createDirectories(folder.resolve("variables"));
    Files.writeString(folder.resolve("variables/variables.index"), "index");
  }

  @Test
  void shouldStayTheSameOverVersionsOfThisProgram() throws Exception {
    // sha256 of int32 name length, name, int64 file length, content; computed with Python's hashlib
    assertEquals(
        "1be4865716da7659534d1ebd65780f9f0b4ddd41e3814457b316b74696f47310", FileDigest.of(folder));
  }

  @Test
  void shouldFollowTheContentOfEveryFile() throws Exception {
    String before = FileDigest.of(folder);
    for (String name :
        new String[] {"saved_model.pb", "metadata.yaml", "variables/variables.index"}) {
      String content = Files.readString(folder.resolve(name));
      Files.writeString(folder.resolve(name), content + "!");
      assertNotEquals(before, FileDigest.of(folder), name);
      Files.writeString(folder.resolve(name), content);
    }
    assertEquals(before, FileDigest.of(folder));
  }

  @Test
  void shouldNotMixNamesAndContents() throws Exception {
    String before = FileDigest.of(folder);
    Files.move(
        folder.resolve("variables/variables.index"), folder.resolve("variables/variables.inde"));
    Files.writeString(folder.resolve("variables/variables.inde"), "xindex");
    assertNotEquals(before, FileDigest.of(folder));
  }

  @Test
  void shouldIgnoreWhatIsNoPartOfTheModel() throws Exception {
    String before = FileDigest.of(folder);
    Files.writeString(folder.resolve("notes.txt"), "mine");
    Files.writeString(folder.resolve("fingerprint.pb"), "other");
    assertEquals(before, FileDigest.of(folder));
  }
}
