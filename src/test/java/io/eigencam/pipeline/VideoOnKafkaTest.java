package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.camera.Camera;
import io.eigencam.camera.CameraId;
import io.eigencam.camera.FramePublisher;
import io.eigencam.camera.UnpacedClock;
import io.eigencam.camera.VideoFile;
import io.eigencam.decode.PictureDecoder;
import io.eigencam.encode.MapCodec;
import io.eigencam.explain.LiveExplainer;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CaptureTimeSource;
import io.eigencam.frame.Frame;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.infer.Detector;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.infer.TensorFlowDetector;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.message.LayerMap;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real video, the real COCO model at 640 and a real broker. {@code
 * -Deigencam.test.video-frames=100000 -Dtests.seconds=0
 * -Djunit.jupiter.execution.timeout.mode=disabled} takes every frame of the videos; the default is
 * what a build has time for.
 */
@NeedsShared("data/video")
@Timeout(300)
class VideoOnKafkaTest {
  private static final long FRAMES = Long.getLong("eigencam.test.video-frames", 30);
  private static final long COMPARED = 6;
  private static final FrameReference SOME_FRAME =
      new FrameReference(
          "direct", 0, "x", Instant.EPOCH, CaptureTimeSource.HEADER, Instant.EPOCH, null);

  private final StandaloneKafka kafka = StandaloneKafka.shared();
  private final LiveExplainer explainer = new LiveExplainer();
  @TempDir private Path folder;

  @Test
  @NeedsShared("models/yolov8n-coco-640/saved_model.pb")
  void shouldAnalyseEveryFrameOfTheVideos() throws Exception {
    // Given
    Topics topics = kafka.freshTopics(3);
    Map<String, Long> published = publish(topics);
    long total = published.values().stream().mapToLong(Long::longValue).sum();

    try (Detector detector =
            TensorFlowDetector.open(
                SharedData.path("models/yolov8n-coco-640"),
                folder.resolve("models"),
                DetectorSettings.defaults());
        RunningPath path =
            new RunningPath(
                detector,
                topics,
                kafka.bootstrapServers(),
                kafka.registryUrl(),
                folder.resolve("state"),
                Map.of())) {
      // When
      Duration patience = Duration.ofSeconds(60 + 2 * total);
      List<ConsumerRecord<String, FrameAnalysis>> results =
          kafka.read(topics.detections(), (int) total, patience);
      List<ConsumerRecord<String, AttentionMaps>> maps =
          kafka.read(topics.attentionMaps(), (int) total, patience);

      // Then: as many as published, in order, none refused, each with its maps
      assertTrue(kafka.readAllRaw(topics.deadLetters()).isEmpty());
      List<ConsumerRecord<String, byte[]>> frames =
          kafka.readRaw(topics.cameraFrames(), (int) total, Duration.ofSeconds(30));
      for (Map.Entry<String, Long> video : published.entrySet()) {
        List<FrameAnalysis> ofVideo = of(video.getKey(), results);
        assertEquals(
            LongStream.range(0, video.getValue()).boxed().toList(),
            ofVideo.stream().map(analysis -> analysis.getFrame().getSequence()).toList());
        assertTrue(ofVideo.stream().allMatch(a -> a.getStatus() == FrameStatus.ANALYZED));
        assertEquals(
            ofVideo.stream().map(FrameAnalysis::getFrame).toList(),
            of(video.getKey(), maps).stream().map(AttentionMaps::getFrame).toList());
        compareWithDirect(detector, of(video.getKey(), frames), of(video.getKey(), maps));
      }
    }
  }

  /** Some frames of the video, spread over it, against what the same code gives without Kafka. */
  private void compareWithDirect(Detector detector, List<byte[]> pictures, List<AttentionMaps> maps)
      throws FrameRejected {
    assertEquals(maps.size(), pictures.size());
    long step = Math.max(1, maps.size() / COMPARED);
    for (int i = 0; i < maps.size(); i += (int) step) {
      Frame frame = new Frame(SOME_FRAME, pictures.get(i));
      Inference inference = detector.infer(new PictureDecoder().decode(frame));
      List<LayerAttention> direct = explainer.explain(inference).all();
      assertEquals(direct.size(), maps.get(i).getMaps().size());
      for (int map = 0; map < direct.size(); map++) {
        assertSame(direct.get(map).map(), maps.get(i).getMaps().get(map));
      }
    }
  }

  private static void assertSame(AttentionMap direct, LayerMap published) {
    AttentionMap decoded = MapCodec.decode(published);
    assertEquals(direct.layer(), decoded.layer());
    assertEquals(direct.kind(), decoded.kind());
    assertEquals(direct.rows(), decoded.rows());
    assertEquals(direct.columns(), decoded.columns());
    assertEquals(direct.cellToPicture(), decoded.cellToPicture());
    float tolerance = (published.getRawMax() - published.getRawMin()) / 255;
    for (int cell = 0; cell < direct.projection().length; cell++) {
      assertEquals(
          direct.projection()[cell], decoded.projection()[cell], tolerance, published.getLayer());
    }
  }

  private Map<String, Long> publish(Topics topics) throws IOException, InterruptedException {
    List<Path> videos;
    try (Stream<Path> files = Files.list(SharedData.path("data/video"))) {
      videos = files.filter(file -> file.toString().endsWith(".mp4")).sorted().toList();
    }
    assertEquals(3, videos.size());
    Map<String, Long> published = new HashMap<>();
    try (FramePublisher publisher =
        new FramePublisher(
            Map.of("bootstrap.servers", kafka.bootstrapServers()), topics.cameraFrames())) {
      for (Path video : videos) {
        String camera = video.getFileName().toString();
        try (VideoFile source = VideoFile.open(video, OptionalDouble.empty())) {
          long frames =
              new Camera(new CameraId(camera), source, new UnpacedClock(), publisher, Instant.now())
                  .run(FRAMES, count -> {});
          assertTrue(frames > 0, camera);
          published.put(camera, frames);
        }
      }
      publisher.flush();
    }
    return published;
  }

  private static <V> List<V> of(String camera, List<ConsumerRecord<String, V>> records) {
    return records.stream()
        .filter(record -> record.key().equals(camera))
        .map(ConsumerRecord::value)
        .toList();
  }
}
