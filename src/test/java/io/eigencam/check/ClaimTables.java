package io.eigencam.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The tables of docs/explanations.md, in Markdown. */
final class ClaimTables {
  private final List<MeasuredMap> maps;

  ClaimTables(List<MeasuredMap> maps) {
    this.maps = maps;
  }

  void printSigns() {
    print(
        "| layer, frames | maps with boxes | alignment median (5 %) | sure | scores = boxes: all,"
            + " sure | channel-sum | extremum |");
    print("|---|---|---|---|---|---|---|");
    each(
        (name, rows) -> {
          List<MeasuredMap> boxed = where(rows, map -> map.scoresAgree() != null);
          List<MeasuredMap> sure = where(boxed, MeasuredMap::sure);
          print(
              "| %s | %d | %.2f (%.2f) | %.0f %% | %.1f %%, **%.1f %%** (%d) | %.0f %% | %.0f %% |",
              name,
              boxed.size(),
              quantile(rows, MeasuredMap::alignment, 0.5),
              quantile(rows, MeasuredMap::alignment, 0.05),
              100.0 * where(rows, MeasuredMap::sure).size() / rows.size(),
              100 * RealFrameClaims.share(boxed, MeasuredMap::scoresAgree),
              sure.isEmpty() ? 100 : 100 * RealFrameClaims.share(sure, MeasuredMap::scoresAgree),
              sure.size(),
              100 * RealFrameClaims.share(boxed, MeasuredMap::channelSumAgrees),
              100 * RealFrameClaims.share(boxed, MeasuredMap::extremumAgrees));
        });
    List<MeasuredMap> boxed = where(maps, map -> map.scoresAgree() != null);
    for (double limit : new double[] {0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3}) {
      List<MeasuredMap> kept = where(boxed, map -> map.alignment() >= limit);
      print(
          "| alignment >= %.2f | kept %.0f %% | scores = boxes %.1f %% | channel-sum %.1f %% |",
          limit,
          100.0 * kept.size() / boxed.size(),
          100 * RealFrameClaims.share(kept, MeasuredMap::scoresAgree),
          100 * RealFrameClaims.share(kept, MeasuredMap::channelSumAgrees));
    }
  }

  void printComponents() {
    print(
        "| layer, frames | maps | sigma ratio median (95 %), largest | ratio >= .98 | 1 - lowest cosine"
            + " of v (ratio < .98) | 1 - lowest cosine of the map |");
    print("|---|---|---|---|---|---|");
    each(
        (name, rows) -> {
          List<MeasuredMap> distinct =
              where(rows, map -> map.exactness() != null && map.sigmaRatio() < 0.98);
          print(
              "| %s | %d | %.3f (%.3f), %.3f | %d | %.1e | %.1e |",
              name,
              rows.size(),
              quantile(rows, MeasuredMap::sigmaRatio, 0.5),
              quantile(rows, MeasuredMap::sigmaRatio, 0.95),
              quantile(rows, MeasuredMap::sigmaRatio, 1),
              where(rows, map -> map.sigmaRatio() >= 0.98).size(),
              1 - quantile(distinct, map -> map.exactness().vector(), 0),
              1 - quantile(distinct, map -> map.exactness().map(), 0));
        });
  }

  void printNoise() {
    print(
        "| layer, frames | maps | cosine of v median, lowest | correlation of the maps median,"
            + " lowest | sign flips: all, sure |");
    print("|---|---|---|---|---|");
    each(
        (name, all) -> {
          List<MeasuredMap> rows = where(all, map -> map.steadiness() != null);
          print(
              "| %s | %d | %.6f, %.4f | %.6f, %.4f | %d, **%d** |",
              name,
              rows.size(),
              quantile(rows, map -> map.steadiness().cosine(), 0.5),
              quantile(rows, map -> map.steadiness().cosine(), 0),
              quantile(rows, map -> map.steadiness().correlation(), 0.5),
              quantile(rows, map -> map.steadiness().correlation(), 0),
              where(rows, map -> map.steadiness().flipped()).size(),
              where(rows, map -> map.sure() && map.steadiness().flipped()).size());
        });
  }

  private interface Row {
    void of(String name, List<MeasuredMap> rows);
  }

  /** Every layer, then every layer and group, then all. */
  private void each(Row row) {
    List<String> layers = new ArrayList<>();
    maps.forEach(
        map -> {
          if (!layers.contains(map.layer())) {
            layers.add(map.layer());
          }
        });
    for (String layer : layers) {
      List<MeasuredMap> ofLayer = where(maps, map -> map.layer().equals(layer));
      row.of("**" + layer + "**", ofLayer);
      TreeSet<String> groups = new TreeSet<>();
      ofLayer.forEach(map -> groups.add(map.group()));
      for (String group : groups) {
        row.of(layer + ", " + group, where(ofLayer, map -> map.group().equals(group)));
      }
    }
    row.of("all", maps);
  }

  private static List<MeasuredMap> where(List<MeasuredMap> rows, Predicate<MeasuredMap> holds) {
    return rows.stream().filter(holds).toList();
  }

  private static double quantile(
      List<MeasuredMap> rows, ToDoubleFunction<MeasuredMap> figure, double share) {
    double[] sorted = rows.stream().mapToDouble(figure).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  private static void print(String format, Object... values) {
    System.out.println(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
  }
}
