package io.eigencam.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What happens when more frames come than can be worked on. */
public interface IngestConfig {

  /** Which frames are worked on then. Default: {@code block}, all of them. */
  @WithDefault("block")
  Overload overload();

  /** From what age on, since its capture, a frame is late. Default: 2 seconds. */
  @WithDefault("2s")
  Duration maxAge();

  /** What is different for single cameras, by their ids. Default: nothing. */
  Map<String, CameraIngest> cameras();

  /** Which frames are worked on when more come than can be. */
  enum Overload {
    /** Every one, in its turn: none is left out, and results come later and later. */
    BLOCK,
    /** Those that are not late when their turn comes; the others are SHED. */
    NEWEST
  }

  /** One camera's own settings. */
  interface CameraIngest {
    /** Default: as for all. */
    Optional<Overload> overload();

    /** Default: as for all. */
    Optional<Duration> maxAge();
  }
}
