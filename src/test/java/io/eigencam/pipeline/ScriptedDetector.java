package io.eigencam.pipeline;

import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.infer.Detector;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Finds nothing, until a test says what else to do: provokes faults that no real model has. */
final class ScriptedDetector implements Detector {
  static final ModelIdentity MODEL =
      new ModelIdentity("scripted", "0".repeat(64), "detect", 64, 64);

  private final AtomicReference<Step<EncodedPicture, Inference>> script =
      new AtomicReference<>(ScriptedDetector::nothing);

  void does(Step<EncodedPicture, Inference> next) {
    script.set(next);
  }

  static Inference nothing(EncodedPicture picture) {
    return new Inference(Letterbox.fit(picture.size(), 64, 64), List.of(), 0, List.of(), List.of());
  }

  @Override
  public Inference infer(EncodedPicture picture) throws FrameRejected {
    return script.get().work(picture);
  }

  @Override
  public ModelIdentity model() {
    return MODEL;
  }

  @Override
  public List<String> classNames() {
    return List.of("cell");
  }

  @Override
  public void close() {
    // holds nothing
  }
}
