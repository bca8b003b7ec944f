package io.eigencam.infer;

import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.ModelIdentity;
import java.util.List;

/** Finds objects and exposes what its layers answered. Safe for use by many threads. */
public interface Detector extends AutoCloseable {

  /**
   * Runs the model on one picture.
   *
   * @throws FrameRejected UNDECODABLE if the bytes are no whole picture, INVALID_ACTIVATION if the
   *     network's answer is not finite
   */
  Inference infer(EncodedPicture picture) throws FrameRejected;

  /** Which model this is. */
  ModelIdentity model();

  /** Names of the classes in the order of their ids. */
  List<String> classNames();

  @Override
  void close();
}
