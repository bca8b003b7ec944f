package io.eigencam.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Every setting of ours, below {@code eigencam}; one nested part per step. {@code
 * eigencam.explain.layers} in a file or as a flag is {@code EIGENCAM_EXPLAIN_LAYERS} in the
 * environment. What concerns the Kafka clients themselves (addresses, security) stands below {@code
 * kafka}, as Kafka names it: {@code kafka.bootstrap.servers}.
 */
@ConfigMapping(prefix = "eigencam")
public interface EigencamConfig {

  /** Where the program is installed; the launcher says so. Default: the current folder. */
  @WithDefault(".")
  Path home();

  /**
   * Name of this process among those that share the work, kept over its restarts, such as the pod's
   * in a StatefulSet; no two may have the same. With it, a restart within the session time-out
   * moves no partition to another process and back (static membership). Default: none, a process
   * that stops hands its partitions over at once.
   */
  Optional<String> instanceId();

  /**
   * Folder of files named after settings, whose values they hold; read at the start. To be said in
   * the environment or as {@code --secrets}. Default: none.
   */
  Optional<Path> secrets();

  /** Names of topics. */
  TopicsConfig topics();

  /** The step {@code ingest}: what happens under load. */
  IngestConfig ingest();

  /** The step {@code decode}: what is fit to work on. */
  DecodeConfig decode();

  /** The step {@code infer}: which model, and how its answer is read. */
  ModelConfig model();

  /** The step {@code explain}: which attention. */
  ExplainConfig explain();

  /** The step {@code encode}: how results are written. */
  EncodeConfig encode();

  /** The schema registry. */
  RegistryConfig registry();

  /** Figures for Prometheus. */
  MetricsConfig metrics();

  /** What counts as healthy. */
  HealthConfig health();

  /** The live page. */
  DashboardConfig dashboard();

  /** Who may call the HTTP side. */
  AccessConfig access();

  /** Topics. */
  interface TopicsConfig {
    /** Stands before the name of every topic, for example {@code "hall-3."}. Default: nothing. */
    Optional<String> prefix();
  }

  /** Limits of a picture. They are read from its header, before any pixel is decoded. */
  interface DecodeConfig {
    /** Largest width times height. Default: 64 million, twice an 8K video frame. */
    @WithDefault("64000000")
    long maxPixels();

    /** Largest encoded length in bytes. Default: 8 MiB, what the topic of frames takes. */
    @WithDefault("8388608")
    int maxBytes();
  }

  /** How results are written. */
  interface EncodeConfig {
    /**
     * Encoding of maps, by its number in the schema of {@code AttentionMaps}. Default: 2, which
     * every reader knows; 3 is a quarter shorter.
     */
    @WithDefault("2")
    int mapEncoding();
  }

  /** Figures for Prometheus. */
  interface MetricsConfig {
    /**
     * How many cameras have series of their own; the one not seen for longest loses its own to a
     * newcomer. Keeps a producer with made-up names from filling the memory. Default: 500.
     */
    @WithDefault("500")
    int maxCameras();

    /** How long a camera keeps its series after its last frame. Default: an hour. */
    @WithDefault("1h")
    Duration cameraTimeout();
  }

  /** The live page. */
  interface DashboardConfig {
    /** Whether the page reads the topics. Default: yes. */
    @WithDefault("true")
    boolean enabled();

    /** How many bytes of pictures may wait in memory for their results. Default: 64 MiB. */
    @WithDefault("67108864")
    long waitingPictureBytes();

    /** How many cameras are shown; further ones wait until one has fallen silent. Default: 64. */
    @WithDefault("64")
    int maxCameras();

    /** How many pages may be open at a time. Default: 32. */
    @WithDefault("32")
    int maxViewers();
  }
}
