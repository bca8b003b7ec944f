package io.eigencam.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * What was measured with some number of threads. Times are milliseconds on the processor for one
 * frame, ratios are taken round by round.
 *
 * @param threads how many worked at once
 * @param rounds how many rounds were measured
 * @param floor the bare model
 * @param detect the whole way without explanation
 * @param whole the whole way
 * @param explain what explanation adds: whole less detect
 * @param steps medians of the steps of the whole way
 */
public record Figures(
    int threads,
    int rounds,
    Cost floor,
    Cost detect,
    Cost whole,
    Spread explain,
    Spread detectOverFloor,
    Spread wholeOverFloor,
    Spread explainOverFloor,
    Spread wholeWallOverFloorWall,
    Map<String, Double> steps) {
  private static final List<String> STEPS = List.of("decode", "infer", "explain", "encode");

  public Figures {
    steps = Map.copyOf(steps);
    Objects.requireNonNull(whole, "whole");
  }

  /**
   * What one contender cost.
   *
   * @param millis milliseconds on the processor of the threads that worked, for one frame
   * @param processMillis the same of the whole program, its housekeeping included
   * @param framesPerSecond by the clock
   */
  public record Cost(Spread millis, Spread processMillis, Spread framesPerSecond) {}

  static Figures of(int threads, List<Round> rounds) {
    Map<String, Double> steps = new LinkedHashMap<>();
    for (String step : STEPS) {
      steps.put(step, spread(rounds, r -> r.whole().stepMillisPerFrame(step)).median());
    }
    return new Figures(
        threads,
        rounds.size(),
        cost(rounds, Round::floor),
        cost(rounds, Round::detections),
        cost(rounds, Round::whole),
        spread(rounds, Round::explainMillis),
        spread(rounds, r -> overFloor(r, r.detections().cpuMillisPerFrame())),
        spread(rounds, r -> overFloor(r, r.whole().cpuMillisPerFrame())),
        spread(rounds, r -> overFloor(r, r.explainMillis())),
        spread(rounds, r -> r.whole().wallNanosPerFrame() / r.floor().wallNanosPerFrame()),
        steps);
  }

  private static double overFloor(Round round, double millis) {
    return millis / round.floor().cpuMillisPerFrame();
  }

  private static Cost cost(List<Round> rounds, java.util.function.Function<Round, Block> which) {
    return new Cost(
        spread(rounds, r -> which.apply(r).cpuMillisPerFrame()),
        spread(rounds, r -> which.apply(r).processMillisPerFrame()),
        spread(rounds, r -> which.apply(r).framesPerSecond()));
  }

  private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
  }
}
