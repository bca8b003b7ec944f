package io.eigencam.camera;

import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Where pictures come from, one after the other, as fast as they can be had: pacing is {@link
 * FrameClock}'s business. Used by one thread.
 */
public interface FrameSource extends AutoCloseable {

  /**
   * The next picture; its position is never before that of the picture before it.
   *
   * @return null at the end
   * @throws IOException when the source cannot be read any further; the message says what and why
   */
  @Nullable SourcePicture next() throws IOException;

  /** How many pictures there will be; empty when that is not known or without end. */
  OptionalLong length();

  @Override
  void close() throws IOException;
}
