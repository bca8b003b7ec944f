import io.eigencam.camera.microscope.CellLabel;
import io.eigencam.camera.microscope.Look;
import io.eigencam.camera.microscope.SmearCamera;
import io.eigencam.camera.microscope.SmearPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Writes frames of the microscope camera, each of another slide and light, with labels in YOLO text
 * format: what the demo model was trained and tested on beside photographs. Needs a built project.
 *
 * <pre>java -cp target/classes demo-model/TrainingFrames.java FOLDER COUNT SEED</pre>
 */
public final class TrainingFrames {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;

  public static void main(String... args) throws IOException {
    if (args.length != 3) {
      System.err.println("usage: TrainingFrames FOLDER COUNT SEED");
      System.exit(2);
    }
    Path images = Files.createDirectories(Path.of(args[0], "images"));
    Path labels = Files.createDirectories(Path.of(args[0], "labels"));
    Random random = new Random(Long.parseLong(args[2]));
    for (int i = 0; i < Integer.parseInt(args[1]); i++) {
      SmearPicture picture = next(random, i);
      String name = String.format(Locale.ROOT, "smear-%05d", i);
      ImageIO.write(picture.image(), "png", images.resolve(name + ".png").toFile());
      StringBuilder text = new StringBuilder();
      picture.labels().forEach(label -> text.append(line(label)));
      Files.writeString(labels.resolve(name + ".txt"), text);
    }
  }

  private static SmearPicture next(Random random, int index) {
    Look look =
        new Look(
            0.55 + 0.85 * random.nextDouble(),
            0.75 + 0.5 * random.nextDouble(),
            0.8 + 0.4 * random.nextDouble(),
            0.92 + 0.14 * random.nextDouble(),
            2 * random.nextDouble() - 1,
            0.6 + random.nextDouble());
    SmearCamera camera = new SmearCamera(random.nextLong(), WIDTH, HEIGHT, look);
    double x = (random.nextDouble() - 0.5) * 1e6;
    double y = (random.nextDouble() - 0.5) * 1e6;
    return camera.pictureAt(x, y, index);
  }

  /** Class, centre and size, relative to the picture. */
  private static String line(CellLabel label) {
    return String.format(
        Locale.ROOT,
        "%d %.6f %.6f %.6f %.6f%n",
        label.kind().ordinal(),
        (label.left() + label.right()) / 2.0 / WIDTH,
        (label.top() + label.bottom()) / 2.0 / HEIGHT,
        (label.right() - label.left()) / (double) WIDTH,
        (label.bottom() - label.top()) / (double) HEIGHT);
  }
}
