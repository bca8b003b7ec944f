package io.eigencam.camera;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.PictureFormat;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFolderTest {
  @TempDir Path folder;
  private final List<String> remarks = new ArrayList<>();

  @Test
  void shouldGiveTheFilesAsTheyAreInNaturalOrder() throws IOException {
    // Given
    write("frame-10.jpg", "jpeg");
    write("frame-9.JPEG", "jpeg");
    write("frame-11.dat", "png"); // what it is, its bytes say
    Files.writeString(folder.resolve("frame-1.jpg"), "not a picture");
    Files.createFile(folder.resolve("empty.png"));
    Files.createDirectory(folder.resolve("more"));

    // When
    List<SourcePicture> pictures = new ArrayList<>();
    OptionalLong length;
    try (FrameSource source =
        new SourceName(folder.toString()).open(OptionalDouble.of(4), remarks::add)) {
      length = source.length();
      for (SourcePicture p = source.next(); p != null; p = source.next()) {
        pictures.add(p);
      }
    }

    // Then
    assertEquals(OptionalLong.of(3), length);
    assertArrayEquals(bytes("frame-9.JPEG"), pictures.get(0).bytes());
    assertArrayEquals(bytes("frame-10.jpg"), pictures.get(1).bytes());
    assertArrayEquals(bytes("frame-11.dat"), pictures.get(2).bytes());
    assertEquals(3, pictures.size());
    assertEquals(PictureFormat.PNG, pictures.get(2).format());
    assertEquals(Duration.ofMillis(500), pictures.get(2).position());
    assertEquals(
        List.of("Left out 3 of 6 entries that are not JPEG or PNG: empty.png, frame-1.jpg, more"),
        remarks);
  }

  @Test
  void shouldSayWhenThereIsNoPicture() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "nothing here");

    IOException e =
        assertThrows(
            IOException.class,
            () -> new SourceName(folder.toString()).open(OptionalDouble.empty(), remarks::add));

    assertTrue(e.getMessage().startsWith("No pictures in "), e.getMessage());
  }

  @Test
  void shouldTakeASinglePicture() throws IOException {
    write("one.png", "png");

    try (FrameSource source =
        new SourceName(folder.resolve("one.png").toString())
            .open(OptionalDouble.empty(), remarks::add)) {
      assertEquals(OptionalLong.of(1), source.length());
      SourcePicture picture = source.next();
      assertTrue(picture != null && picture.format() == PictureFormat.PNG);
      assertNull(source.next());
    }
  }

  @Test
  void shouldLoopWithTimeGoingOn() throws IOException {
    // Given
    write("1.png", "png");
    write("2.jpg", "jpeg");

    // When
    List<Duration> positions = new ArrayList<>();
    try (FrameSource source =
        new LoopedSource(() -> PictureFolder.open(folder, 10, remarks::add))) {
      for (int i = 0; i < 5; i++) {
        SourcePicture picture = source.next();
        assertTrue(picture != null);
        positions.add(picture.position());
      }
    }

    // Then
    assertEquals(
        List.of(
            Duration.ZERO,
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofMillis(300),
            Duration.ofMillis(400)),
        positions);
  }

  private void write(String name, String format) throws IOException {
    BufferedImage image = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
    image.setRGB(1, 1, name.hashCode());
    ImageIO.write(image, format, folder.resolve(name).toFile());
  }

  private byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }
}
