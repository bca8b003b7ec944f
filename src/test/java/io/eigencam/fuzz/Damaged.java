package io.eigencam.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/**
 * Real input with up to six changes: single bits, lengths, parts left out, repeated or taken from
 * other input. What fails is reduced to the changes that matter.
 */
public final class Damaged {
  private static final int MOST_CHANGES = 6;

  private Damaged() {}

  /** Copies of the seeds, changed. */
  public static Arbitrary<byte[]> of(List<byte[]> seeds) {
    return of(seeds, List.of());
  }

  /**
   * The same for text.
   *
   * @param words put in here and there, since they mean something to the reader
   */
  public static Arbitrary<byte[]> of(List<byte[]> seeds, List<String> words) {
    byte[][] inserted =
        words.stream().map(word -> word.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    Arbitrary<byte[]> seed = Arbitraries.of(seeds);
    Arbitrary<Change> change =
        Combinators.combine(
                Arbitraries.of(Change.Kind.class),
                Arbitraries.doubles().between(0, 1).withDistribution(RandomDistribution.uniform()),
                Arbitraries.integers().withDistribution(RandomDistribution.uniform()))
            .as(Change::new);
    return Combinators.combine(seed, seed, change.list().ofMaxSize(MOST_CHANGES))
        .as(
            (bytes, other, changes) -> {
              byte[] changed = bytes;
              for (Change one : changes) {
                changed = one.applied(changed, other, inserted);
              }
              return changed;
            });
  }
}
