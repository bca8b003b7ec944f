package io.eigencam.dashboard;

import io.eigencam.config.EigencamConfig;
import io.eigencam.config.RegistryProperties;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.CameraFrame;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.registry.MessageSerdes;
import io.eigencam.topic.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The live page's server side: begins to read the topics with the application and ends with it. */
@Singleton
public final class Dashboard {
  private final LiveView view;
  private final @Nullable TopicsReader reader;
  private final int maxViewers;

  @Inject
  Dashboard(EigencamConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    EigencamConfig.DashboardConfig settings = config.dashboard();
    view =
        new LiveView(
            settings.waitingPictureBytes(),
            settings.maxCameras(),
            Clock.systemUTC(),
            System::nanoTime);
    maxViewers = settings.maxViewers();
    reader = settings.enabled() ? reader(config, kafka) : null;
  }

  private TopicsReader reader(EigencamConfig config, Map<String, Object> kafka) {
    Map<String, Object> registry = RegistryProperties.of(kafka, config.registry());
    Topics topics = Topics.withPrefix(config.topics().prefix().orElse(""));
    RecordDispatch dispatch =
        new RecordDispatch(
            topics,
            MessageSerdes.values(CameraFrame.class, registry).deserializer(),
            MessageSerdes.values(FrameAnalysis.class, registry).deserializer(),
            MessageSerdes.values(AttentionMaps.class, registry).deserializer(),
            view,
            Instant.now());
    return new TopicsReader(kafka, topics, dispatch, view);
  }

  void start(@Observes StartupEvent event) {
    if (reader != null) {
      reader.start();
    }
  }

  /** Before the pipeline and the broker, after the cameras. */
  void stop(@Observes @Priority(2) ShutdownEvent event) {
    if (reader != null) {
      reader.close();
    }
  }

  /** Whether no further page may be opened. */
  boolean isFull() {
    return view.viewers() >= maxViewers;
  }

  LiveView view() {
    return view;
  }
}
