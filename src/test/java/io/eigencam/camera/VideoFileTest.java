package io.eigencam.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.FrameRecorder;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class VideoFileTest {
  private static final int FRAMES = 20;
  private static final int RATE = 10;

  @TempDir Path folder;

  @Test
  void shouldGiveEveryPictureInOrderWithItsTime() throws IOException {
    // When
    List<SourcePicture> pictures = read(video(), OptionalDouble.empty());

    // Then
    assertEquals(FRAMES, pictures.size());
    for (int i = 0; i < FRAMES; i++) {
      assertEquals(Duration.ofMillis(100L * i), pictures.get(i).position());
      assertEquals(grey(i), greyOf(pictures.get(i)), 3, "brightness of picture " + i);
    }
  }

  @Test
  void shouldLeaveOutPicturesAtALowerRate() throws IOException {
    // When
    List<SourcePicture> pictures = read(video(), OptionalDouble.of(2.5));

    // Then the video keeps its speed
    assertEquals(5, pictures.size());
    for (int i = 0; i < 5; i++) {
      assertEquals(Duration.ofMillis(400L * i), pictures.get(i).position());
      assertEquals(grey(4 * i), greyOf(pictures.get(i)), 3, "brightness of picture " + i);
    }
  }

  @Test
  void shouldRepeatPicturesAtAHigherRate() throws IOException {
    // When
    List<SourcePicture> pictures = read(video(), OptionalDouble.of(20));

    // Then
    assertEquals(2 * FRAMES, pictures.size());
    assertEquals(grey(7), greyOf(pictures.get(15)), 3);
    assertEquals(Duration.ofMillis(750), pictures.get(15).position());
  }

  @Test
  void shouldHoldPicturesUpright() throws IOException {
    // Given a video with a bright upper left corner that is to be shown turned clockwise by 90
    // degrees: the matrix of its track header (ISO 14496-12, 8.3.2) says so
    byte[] bytes = Files.readAllBytes(video());
    int header = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("tkhd");
    ByteBuffer matrix = ByteBuffer.wrap(bytes, header + 44, 36);
    for (int value : new int[] {0, 1 << 16, 0, -1 << 16, 0, 0, 48 << 16, 0, 1 << 30}) {
      matrix.putInt(value);
    }
    Path turned = Files.write(folder.resolve("turned.mp4"), bytes);

    // When
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(read(turned, OptionalDouble.empty()).get(0).bytes()));

    // Then it is upright, with the corner at the upper right
    assertEquals(48, image.getWidth());
    assertEquals(64, image.getHeight());
    assertTrue((image.getRGB(44, 3) >> 8 & 255) > 200, "upper right");
    assertTrue((image.getRGB(3, 3) >> 8 & 255) < 100, "upper left");
    assertTrue((image.getRGB(44, 60) >> 8 & 255) < 100, "lower right");
  }

  @Test
  void shouldSayThatAFileIsNoVideo() throws IOException {
    // Given
    Path text = Files.writeString(folder.resolve("notes.mp4"), "this is a text\n".repeat(100));
    Path empty = Files.createFile(folder.resolve("empty.mp4"));
    byte[] whole = Files.readAllBytes(video());
    Path cutOff = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length / 2));

    // Then
    for (Path file : List.of(text, empty, cutOff)) {
      IOException e = assertThrows(IOException.class, () -> read(file, OptionalDouble.empty()));
      assertTrue(e.getMessage().contains(file.getFileName() + " is not a video"), e.getMessage());
    }
  }

  @Test
  void shouldSayThatThereIsNoSuchFile() {
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                new SourceName(folder.resolve("away.mp4").toString())
                    .open(OptionalDouble.empty(), remark -> {}));

    assertTrue(e.getMessage().startsWith("There is no file or folder "), e.getMessage());
  }

  @NeedsShared("data/video")
  @ParameterizedTest
  @CsvSource({
    "car-detection.mp4, 377, 768, 432, 12.5",
    "bottle-detection.mp4, 1189, 640, 360, 30",
    "one-by-one-person-detection.mp4, 1394, 768, 432, 10"
  })
  void shouldReadRealVideos(String name, int frames, int width, int height, double rate)
      throws IOException {
    // When
    List<Duration> positions = new ArrayList<>();
    BufferedImage last = null;
    byte[] bytes = {};
    try (VideoFile source =
        VideoFile.open(SharedData.path("data/video/" + name), OptionalDouble.empty())) {
      for (SourcePicture p = source.next(); p != null; p = source.next()) {
        positions.add(p.position());
        bytes = p.bytes();
      }
    }
    last = ImageIO.read(new ByteArrayInputStream(bytes));

    // Then
    assertEquals(frames, positions.size());
    assertEquals(width, last.getWidth());
    assertEquals(height, last.getHeight());
    double seconds = positions.get(frames - 1).toNanos() / 1e9;
    assertEquals((frames - 1) / rate, seconds, 0.5);
    for (int i = 1; i < frames; i++) {
      assertTrue(positions.get(i).compareTo(positions.get(i - 1)) > 0, "time of frame " + i);
    }
  }

  private static List<SourcePicture> read(Path file, OptionalDouble rate) throws IOException {
    List<SourcePicture> pictures = new ArrayList<>();
    try (VideoFile source = VideoFile.open(file, rate)) {
      for (SourcePicture p = source.next(); p != null; p = source.next()) {
        pictures.add(p);
      }
    }
    return pictures;
  }

  /** Brightness of picture {@code index} of the test video. */
  private static int grey(int index) {
    return 40 + 9 * index;
  }

  private static int greyOf(SourcePicture picture) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
    assertEquals(64, image.getWidth());
    assertEquals(48, image.getHeight());
    return image.getRGB(32, 24) >> 8 & 255;
  }

  private Path video() throws IOException {
    Path file = folder.resolve("grey.mp4");
    avutil.av_log_set_level(avutil.AV_LOG_FATAL);
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), 64, 48);
        Java2DFrameConverter converter = new Java2DFrameConverter()) {
      recorder.setFormat("mp4");
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
      recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
      recorder.setFrameRate(RATE);
      recorder.setVideoQuality(2);
      recorder.start();
      for (int i = 0; i < FRAMES; i++) {
        recorder.record(converter.convert(plain(grey(i))));
      }
      recorder.stop();
    } catch (FrameRecorder.Exception e) {
      throw new IOException(e);
    }
    return file;
  }

  private static BufferedImage plain(int grey) {
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(grey, grey, grey));
    graphics.fillRect(0, 0, 64, 48);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 8, 8);
    graphics.dispose();
    return image;
  }
}
