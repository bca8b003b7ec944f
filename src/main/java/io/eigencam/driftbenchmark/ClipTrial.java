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
  private final int blockFrames;
  private final long seed;
  private final List<MonitoredClip> monitors = new ArrayList<>();
  private final List<LayerReference> references = new ArrayList<>();
  private final List<List<FrameFigures>> tested = new ArrayList<>(); // clean

  ClipTrial(Clip clip, Detector detector, TrialSettings settings, Runnable progress) {
    this.clip = clip;
    this.reader = new FrameReader(detector);
    this.model = detector.model();
    this.settings = settings;
    this.progress = progress;
    double seconds = MonitoredClip.BLOCK_MILLIS / 1000.0;
    this.blockFrames = (int) Math.max(1, Math.round(seconds * settings.framesPerSecond()));
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
    tested.addAll(measure(Part.TEST));
    for (Contestant contestant : contestants) {
      monitors.add(
          MonitoredClip.learn(
              contestant,
              key(layers),
              settings,
              new BlockSampler(reference, blockFrames, seed),
              new BlockSampler(normal, blockFrames, seed + 1)));
    }
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
      BlockSampler sampler = new BlockSampler(tested, blockFrames, seed + 2);
      runs.put(monitor.monitor(), monitor.count(sampler, settings.cleanBlocks()));
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
    List<List<Integer>> pieces = clip.pieces(Part.TEST);
    for (int piece = 0; piece < pieces.size() && all.size() < settings.caseFrames(); piece++) {
      List<FrameFigures> figures = new ArrayList<>();
      for (int i = 0; i < pieces.get(piece).size(); i++) {
        if (all.size() == settings.caseFrames()) {
          break;
        }
        int index = pieces.get(piece).get(i);
        Corrupted corrupted = corruption.apply(clip.picture(index), severity, seed, index);
        FrameFigures frame = reader.measure(corrupted.image(), references);
        region = corrupted.region();
        harm.add(tested.get(piece).get(i).detections(), frame.detections());
        figures.add(frame);
        all.add(frame);
        progress.run();
      }
      faulty.add(figures);
    }
    Map<String, Alarm> alarms = new LinkedHashMap<>();
    for (MonitoredClip monitor : monitors) {
      BlockSampler sampler = new BlockSampler(faulty, blockFrames, seed + 3);
      alarms.put(monitor.monitor(), monitor.watch(sampler));
    }
    return new CaseResult(clip.name(), corruption, severity, harm.f1(), alarms, hit(all, region));
  }

  private static @Nullable RegionHit hit(List<FrameFigures> frames, @Nullable PixelRegion region) {
    return region == null ? null : RegionHit.of(frames, region);
  }
}
