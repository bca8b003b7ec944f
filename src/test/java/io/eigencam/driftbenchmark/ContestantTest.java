package io.eigencam.driftbenchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.drift.Block;
import io.eigencam.drift.Figure;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContestantTest {
  private static final List<Contestant> ALL = Contestant.all(List.of("p3", "p4"));

  /** Attention's figures first, then those of the plain monitors. */
  private static final int OURS = 2 * 11 + 2 + 3;

  private static FrameFigures frame(double add) {
    double[] values = IntStream.range(0, OURS + 6).mapToDouble(i -> i + add).toArray();
    values[OURS] = Double.NaN; // luma
    return new FrameFigures(values, List.of(), List.of());
  }

  @Test
  void shouldGiveEveryMonitorItsOwnFigures() {
    assertEquals(
        List.of(
            "attention",
            "pixels: luma contrast sharpness",
            "confidenceAndCount: conf logn",
            "embedding: embedding",
            "lift: p3.lift p4.lift"),
        ALL.stream()
            .map(
                one ->
                    one.columns().size() == OURS
                        ? one.name()
                        : one.name() + ": " + String.join(" ", names(one)))
            .toList());
  }

  private static List<String> names(Contestant one) {
    return one.set().figures().stream().map(Figure::name).toList();
  }

  @Test
  void shouldAverageFramesIntoABlock() {
    List<FrameFigures> frames = List.of(frame(0), frame(1), frame(5));

    Block pixels = ALL.get(1).block(frames, 0, 30_000, 2);
    Block lift = ALL.get(4).block(frames, 0, 30_000, 2);

    assertTrue(Double.isNaN(pixels.mean(0)));
    assertEquals(0, pixels.count(0));
    assertEquals(OURS + 1 + 2, pixels.mean(1));
    assertEquals(10 + 2, lift.mean(0), "lift is the eleventh metric of a layer");
    assertEquals(3, lift.frames());
  }

  @Test
  void shouldDrawWholePiecesAndTheSameForTheSameSeed() {
    List<List<FrameFigures>> pieces =
        List.of(List.of(frame(1), frame(2)), List.of(frame(3), frame(4)));
    BlockSampler one = new BlockSampler(pieces, 2, 5, 3);
    BlockSampler other = new BlockSampler(pieces, 2, 5, 3);

    List<FrameFigures> drawn = one.draw();

    assertEquals(drawn, other.draw());
    assertEquals(6, drawn.size());
    for (int i = 0; i < drawn.size(); i += 2) {
      assertEquals(drawn.get(i).value(0) + 1, drawn.get(i + 1).value(0));
    }
  }
}
