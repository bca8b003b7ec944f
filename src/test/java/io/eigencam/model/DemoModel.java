package io.eigencam.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/** The model that comes with the repository, and copies of it that tests may change. */
final class DemoModel {
  static final Path FOLDER = Path.of("demo-model", "saved_model");

  private DemoModel() {}

  static Path copy(Path target) throws IOException {
    return copy(FOLDER, target);
  }

  static Path copy(Path source, Path target) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(source)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path copy = target.resolve(source.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.write(copy, Files.readAllBytes(file));
    }
    return target;
  }

  /** Changes the only graph of a model folder. */
  static void edit(Path folder, Consumer<MetaGraphDef.Builder> change) throws IOException {
    Path file = folder.resolve("saved_model.pb");
    SavedModel.Builder model = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
    change.accept(model.getMetaGraphsBuilder(0));
    Files.write(file, model.build().toByteArray());
  }

  /** The instrumented demo model: flat, so that nodes can be changed at the top level. */
  static Path flat(Path target) throws IOException, ModelRejected {
    InstrumentedModel.write(StockModel.open(FOLDER), target);
    return target;
  }

  static void editMetadata(Path folder, String from, String to) throws IOException {
    Path file = folder.resolve("metadata.yaml");
    String text = Files.readString(file);
    if (!text.contains(from)) {
      throw new IllegalArgumentException("no '" + from + "' in " + text);
    }
    Files.writeString(file, text.replace(from, to));
  }
}
