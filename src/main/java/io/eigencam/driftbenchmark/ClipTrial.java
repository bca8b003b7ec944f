package io.eigencam.driftbenchmark;

import io.eigencam.corruption.Corrupted;
import io.eigencam.corruption.Corruption;
import io.eigencam.corruption.PixelRegion;
import io.eigencam.drift.ContextKey;
import io.eigencam.drift.LayerReference;
import io.eigencam.drift.LayerReferenceBuilder;
import io.eigencam.drift.LightMode;
import io.eigencam.driftbenchmark.Clip.Part;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.infer.Detector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One clip: learned by every monitor, then tested clean and with every corruption. */
final class ClipTrial {
  private final Clip clip;
  private final FrameReader reader;
  private final ModelIdentity model;
  private final TrialSettings settings;
  private final Runnable progress;
  private final int blockPieces;
  private final long seed;
  private final List<MonitoredClip> monitors = new ArrayList<>();
  private final List<LayerReference> references = new ArrayList<>();
  private final List<List<Integer>> testedFrames = new ArrayList<>();
  private final List<List<FrameFigures>> tested = new ArrayList<>(); // the same, clean

  ClipTrial(Clip clip, Detector detector, TrialSettings settings, Runnable progress) {
    this.clip = clip;
    this.reader = new FrameReader(detector);
    this.model = detector.model();
    this.settings = settings;
    this.progress = progress;
    double blockFrames = settings.framesPerSecond() * MonitoredClip.BLOCK_MILLIS / 1000;
    this.blockPieces = (int) Math.max(1, Math.round(blockFrames / clip.pieceFrames()));
    this.seed = 31 * settings.seed() + clip.name().hashCode();
  }

  /** Looks at all clean frames; must come first. */
  void learn(List<Contestant> contestants, List<String> layers) throws IOException, FrameRejected {
    List<LayerReferenceBuilder> builders = new ArrayList<>();
    List<List<FrameFigures>> reference = new ArrayList<>();
    for (List<Integer> piece : clip.pieces(Part.REFERENCE)) {
      List<FrameFigures> figures = new ArrayList<>();
      for (int index : piece) {
        figures.add(reader.learn(clip.picture(index), builders));
        progress.run();
      }
      reference.add(figures);
    }
    builders.forEach(builder -> references.add(builder.build()));
    List<List<FrameFigures>> normal = measure(Part.NORMAL);
    if (!settings.holdOut()) {
      tested.addAll(normal);
      testedFrames.addAll(clip.pieces(Part.NORMAL));
    }
    tested.addAll(measure(Part.TEST));
    testedFrames.addAll(clip.pieces(Part.TEST));
    for (Contestant contestant : contestants) {
      monitors.add(
          MonitoredClip.learn(
              contestant,
              key(layers),
              settings,
              sampler(reference, seed),
              sampler(settings.holdOut() ? normal : tested, seed + 1)));
    }
  }

  private BlockSampler sampler(List<List<FrameFigures>> pieces, long ownSeed) {
    return new BlockSampler(pieces, blockPieces, MonitoredClip.LEAST_VALUES, ownSeed);
  }

  private List<List<FrameFigures>> measure(Part part) throws IOException, FrameRejected {
    List<List<FrameFigures>> pieces = new ArrayList<>();
    for (List<Integer> piece : clip.pieces(part)) {
      List<FrameFigures> figures = new ArrayList<>();
      for (int index : piece) {
        figures.add(reader.measure(clip.picture(index), references));
        progress.run();
      }
      pieces.add(figures);
    }
    return pieces;
  }

  private ContextKey key(List<String> layers) {
    return new ContextKey(
        model.digest(),
        layers,
        model.inputWidth(),
        model.inputHeight(),
        clip.size().width(),
        clip.size().height(),
        "",
        LightMode.COLOUR);
  }

  /** Alarms on clean frames, by monitor. */
  Map<String, CleanRun> clean() {
    Map<String, CleanRun> runs = new LinkedHashMap<>();
    for (MonitoredClip monitor : monitors) {
      runs.put(monitor.monitor(), monitor.count(sampler(tested, seed + 2), settings.cleanBlocks()));
    }
    return runs;
  }

  /** Every corruption in every severity. */
  List<CaseResult> cases() throws IOException, FrameRejected {
    List<CaseResult> results = new ArrayList<>();
    for (Corruption corruption : settings.corruptions()) {
      for (int severity : settings.severities()) {
        results.add(tryOut(corruption, severity));
      }
    }
    return results;
  }

  private CaseResult tryOut(Corruption corruption, int severity) throws IOException, FrameRejected {
    List<List<FrameFigures>> faulty = new ArrayList<>();
    List<FrameFigures> all = new ArrayList<>();
    Harm harm = new Harm();
    PixelRegion region = null;
    int seen = 0;
    for (int piece = 0; piece < tested.size(); piece++) {
      List<FrameFigures> figures = new ArrayList<>();
      for (int i = 0; i < tested.get(piece).size(); i++) {
        if (isChosen(seen++)) {
          int index = testedFrames.get(piece).get(i);
          Corrupted corrupted = corruption.apply(clip.picture(index), severity, seed, index);
          FrameFigures frame = reader.measure(corrupted.image(), references);
          region = corrupted.region();
          harm.add(tested.get(piece).get(i).detections(), frame.detections());
          figures.add(frame);
          progress.run();
        }
      }
      if (!figures.isEmpty()) {
        faulty.add(figures);
        all.addAll(figures);
      }
    }
    Map<String, Alarm> alarms = new LinkedHashMap<>();
    for (MonitoredClip monitor : monitors) {
      alarms.put(monitor.monitor(), monitor.watch(sampler(faulty, seed + 3)));
    }
    return new CaseResult(clip.name(), corruption, severity, harm.f1(), alarms, hit(all, region));
  }

  /** So many of all, evenly spread. */
  private boolean isChosen(long number) {
    long all = testedFrames.stream().mapToInt(List::size).sum();
    long chosen = Math.min(all, settings.caseFrames());
    return (number + 1) * chosen / all > number * chosen / all;
  }

  private static @Nullable RegionHit hit(List<FrameFigures> frames, @Nullable PixelRegion region) {
    return region == null ? null : RegionHit.of(frames, region);
  }
}
