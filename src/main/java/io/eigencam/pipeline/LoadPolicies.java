package io.eigencam.pipeline;

import io.eigencam.config.EigencamConfig;
import io.eigencam.config.ExplainConfig;
import io.eigencam.config.IngestConfig;
import io.eigencam.ingest.LoadPolicy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Every camera's policy: what is set for it, and for the rest what is set for all. */
final class LoadPolicies implements Function<String, LoadPolicy> {
  private final LoadPolicy ofAll;
  private final Map<String, LoadPolicy> ofSingle = new HashMap<>();

  LoadPolicies(EigencamConfig config) {
    this.ofAll = policy(config, null, null);
    Set<String> cameras = new HashSet<>(config.ingest().cameras().keySet());
    cameras.addAll(config.explain().cameras().keySet());
    for (String camera : cameras) {
      try {
        ofSingle.put(
            camera,
            policy(
                config,
                config.ingest().cameras().get(camera),
                config.explain().cameras().get(camera)));
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException(
            "camera %s: %s".formatted(camera, wrong.getMessage()), wrong);
      }
    }
  }

  @Override
  public LoadPolicy apply(String camera) {
    return ofSingle.getOrDefault(camera, ofAll);
  }

  private static LoadPolicy policy(
      EigencamConfig config,
      IngestConfig.@Nullable CameraIngest ingest,
      ExplainConfig.@Nullable CameraExplain explain) {
    IngestConfig.Overload overload = config.ingest().overload();
    return new LoadPolicy(
        (ingest == null ? overload : ingest.overload().orElse(overload))
            == IngestConfig.Overload.NEWEST,
        ingest == null
            ? config.ingest().maxAge()
            : ingest.maxAge().orElse(config.ingest().maxAge()),
        explain == null
            ? config.explain().every()
            : explain.every().orElse(config.explain().every()),
        explain == null
            ? config.explain().adaptive()
            : explain.adaptive().orElse(config.explain().adaptive()));
  }
}
