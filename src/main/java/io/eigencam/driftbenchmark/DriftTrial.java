package io.eigencam.driftbenchmark;

import io.eigencam.driftbenchmark.Clip.Part;
import io.eigencam.frame.FrameRejected;
import io.eigencam.infer.Detector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** All clips, all corruptions, all monitors. */
public final class DriftTrial {
  private final Detector detector;
  private final TrialSettings settings;
  private final LongConsumer progress;
  private final List<CaseResult> cases = new ArrayList<>();
  private final Map<String, CleanRun> clean = new LinkedHashMap<>();
  private long frames;

  /**
   * @param detector with the layers to watch
   * @param progress is told how many frames have been looked at
   */
  public DriftTrial(Detector detector, TrialSettings settings, LongConsumer progress) {
    this.detector = detector;
    this.settings = settings;
    this.progress = progress;
  }

  /** How many frames will be looked at. */
  public static long frames(List<Clip> clips, TrialSettings settings) {
    long sum = 0;
    long ways = (long) settings.corruptions().size() * settings.severities().size();
    for (Clip clip : clips) {
      sum += clip.frames() + ways * Math.min(settings.caseFrames(), testFrames(clip, settings));
    }
    return sum;
  }

  private static int testFrames(Clip clip, TrialSettings settings) {
    return clip.frames(Part.TEST) + (settings.holdOut() ? 0 : clip.frames(Part.NORMAL));
  }

  /**
   * Runs it.
   *
   * @param layers names of the layers that the detector answers with
   * @throws IOException if a picture cannot be decoded or worked on; the message says which
   */
  public TrialResult run(List<Clip> clips, List<String> layers) throws IOException {
    List<Contestant> contestants = Contestant.all(layers);
    for (Clip clip : clips) {
      ClipTrial trial = new ClipTrial(clip, detector, settings, this::count);
      try {
        trial.learn(contestants, layers);
        trial.clean().forEach((monitor, run) -> clean.merge(monitor, run, CleanRun::plus));
        cases.addAll(trial.cases());
      } catch (FrameRejected e) {
        throw new IOException(clip.name() + ": " + e.text(), e);
      }
    }
    return new TrialResult(
        detector.model(),
        layers,
        contestants.stream().map(Contestant::name).toList(),
        cases,
        clean);
  }

  private void count() {
    frames++;
    progress.accept(frames);
  }
}
