package io.eigencam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KnownFactsTest {
  private static final Path MODEL = Path.of("demo-model/saved_model");

  @TempDir private Path folder;

  @Test
  void shouldRememberWhatAModelsRunTold() throws Exception {
    // Given
    StockModel first = StockModel.open(MODEL, KnownFacts.in(folder, "build"));

    // When
    Optional<String> kept =
        KnownFacts.in(folder, "build")
            .recall(first.folder().digest(), "probe-" + first.mainOutput());
    StockModel again = StockModel.open(MODEL, KnownFacts.in(folder, "build"));

    // Then
    assertEquals(Optional.of("PIXELS 111"), kept);
    assertEquals(first.boxUnits(), again.boxUnits());
    assertEquals(first.features(), again.features());
  }

  @Test
  void shouldRunNoModelOfWhichItKnows() throws Exception {
    // Given a fact that only somebody who does not look again believes
    String digest = SavedModelFolder.read(MODEL).digest();
    String output = StockModel.open(MODEL).mainOutput();
    KnownFacts facts = KnownFacts.in(folder, "build");
    facts.keep(digest, "probe-" + output, "NORMALISED 101");

    // When, then
    StockModel believed = StockModel.open(MODEL, facts);
    assertEquals(BoxUnits.NORMALISED, believed.boxUnits());
    assertEquals(null, believed.features().levels().get(1).classLogits());

    // And nobody else believes it
    assertEquals(
        BoxUnits.PIXELS, StockModel.open(MODEL, KnownFacts.in(folder, "other build")).boxUnits());
    assertEquals(BoxUnits.PIXELS, StockModel.open(MODEL, KnownFacts.none()).boxUnits());
  }

  @Test
  void shouldFindOutAgainWhatIsNoAnswer() throws Exception {
    String digest = SavedModelFolder.read(MODEL).digest();
    String output = StockModel.open(MODEL).mainOutput();
    for (String nonsense : List.of("", "PIXELS 11", "PIXELS 1x1", "MILES 111", "PIXELS 111 ")) {
      KnownFacts facts = KnownFacts.in(folder, "build");
      facts.keep(digest, "probe-" + output, nonsense);

      assertEquals(3, StockModel.open(MODEL, facts).features().levels().size(), nonsense);
      assertEquals(Optional.of("PIXELS 111"), facts.recall(digest, "probe-" + output), nonsense);
    }
  }

  @Test
  void shouldBearAFileThatIsDamagedAndAFolderThatIsNone() throws Exception {
    KnownFacts facts = KnownFacts.in(folder, "build");
    Files.writeString(folder.resolve("digest-build.properties"), "a=\\u00");
    assertTrue(facts.recall("digest", "a").isEmpty());
    facts.keep("digest", "a", "b");
    assertEquals(Optional.of("b"), facts.recall("digest", "a"));

    Path file = Files.writeString(folder.resolve("file"), "");
    KnownFacts nowhere = KnownFacts.in(file, "build");
    nowhere.keep("digest", "a", "b");
    assertTrue(nowhere.recall("digest", "a").isEmpty());
  }

  @Test
  void shouldLeaveNothingBehindOfWhatCouldNotBeKept() throws Exception {
    // Given something in its place
    Path place = Files.createDirectories(folder.resolve("digest-build.properties/something"));

    // When
    KnownFacts.in(folder, "build").keep("digest", "a", "b");

    // Then
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(List.of(place.getParent()), all.toList());
    }
  }

  @Test
  void shouldTellBuildsApart() throws Exception {
    Path program = Files.writeString(folder.resolve("program.jar"), "one");
    Files.setLastModifiedTime(program, FileTime.from(Instant.EPOCH));
    Optional<String> first = ProgramBuild.stamp(program);

    Files.setLastModifiedTime(program, FileTime.from(Instant.EPOCH.plusSeconds(1)));

    assertTrue(first.isPresent());
    assertNotEquals(first, ProgramBuild.stamp(program));
    assertTrue(ProgramBuild.stamp(folder).isEmpty(), "loose classes");
  }
}
