package io.eigencam.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllowedDigestsTest {
  @TempDir private Path temporary;

  @Test
  void shouldLetTheNamedModelInOnly() throws Exception {
    Path copy = DemoModel.copy(temporary.resolve("model"));
    SavedModelFolder folder = SavedModelFolder.read(copy);
    AllowedDigests allowed =
        new AllowedDigests(List.of("0".repeat(64), folder.digest().toUpperCase(Locale.ROOT)));

    assertDoesNotThrow(() -> allowed.check(folder));

    // a weight is changed, nothing else
    Files.write(
        copy.resolve("variables/variables.data-00000-of-00001"),
        new byte[] {1},
        StandardOpenOption.APPEND);
    ModelRejected rejected =
        assertThrows(ModelRejected.class, () -> allowed.check(SavedModelFolder.read(copy)));
    assertTrue(rejected.getMessage().contains("eigencam.model.digests"), rejected.getMessage());
  }

  @Test
  void shouldLetEveryModelInWhereNoneIsNamed() throws Exception {
    SavedModelFolder folder = SavedModelFolder.read(DemoModel.copy(temporary.resolve("model")));

    assertDoesNotThrow(() -> AllowedDigests.ANY.check(folder));
  }

  @Test
  void shouldNotRunAModelToFindOutThatItMayNotBeRun() throws Exception {
    // Given a model whose folder is another's by the time that it is opened
    Path copy = DemoModel.copy(temporary.resolve("model"));
    String digest = SavedModelFolder.read(copy).digest();
    KnownFacts facts = KnownFacts.in(temporary.resolve("facts"), "build");

    // When
    assertThrows(
        ModelRejected.class,
        () -> StockModel.open(copy, facts, new AllowedDigests(List.of("0".repeat(64)))));

    // Then nothing was found out about it
    assertFalse(Files.exists(temporary.resolve("facts")));
    StockModel.open(copy, facts, new AllowedDigests(List.of(digest)));
    assertTrue(Files.exists(temporary.resolve("facts")), "as it is of one that may be run");
  }

  @Test
  void shouldRefuseAModelThatChangedSinceItsDigestWasTaken() throws Exception {
    Path copy = DemoModel.copy(temporary.resolve("model"));
    SavedModelFolder folder = SavedModelFolder.read(copy);
    Files.writeString(copy.resolve("metadata.yaml"), "# more\n", StandardOpenOption.APPEND);

    assertThrows(
        ModelRejected.class, () -> new AllowedDigests(List.of(folder.digest())).check(folder));
  }

  @Test
  void shouldRefuseWhatIsNoDigest() {
    IllegalArgumentException wrong =
        assertThrows(
            IllegalArgumentException.class, () -> new AllowedDigests(List.of("sha256:abc")));

    assertTrue(wrong.getMessage().contains("64 hexadecimal digits"), wrong.getMessage());
  }
}
