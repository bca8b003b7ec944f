package io.eigencam.model;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/** The files of a SavedModel: {@code saved_model.pb}, {@code variables/}, {@code metadata.yaml}. */
public final class SavedModelFolder {
  private final Path path;
  private final String digest;
  private final ModelMetadata metadata;
  private final MetaGraphDef content;

  private SavedModelFolder(Path path, String digest, ModelMetadata metadata, MetaGraphDef content) {
    this.path = Objects.requireNonNull(path, "path");
    this.digest = Objects.requireNonNull(digest, "digest");
    this.metadata = Objects.requireNonNull(metadata, "metadata");
    this.content = Objects.requireNonNull(content, "content");
  }

  /**
   * Reads the files; nothing is executed.
   *
   * @throws ModelRejected if one is missing or is not what its name says
   */
  public static SavedModelFolder read(Path folder) throws ModelRejected {
    if (!Files.isDirectory(folder)) {
      throw new ModelRejected(
          (Files.exists(folder) ? folder + " is a file: " : folder + " does not exist: ")
              + "name the folder that 'yolo export format=saved_model' wrote");
    }
    Path path = folder.toAbsolutePath().normalize();
    Path file = path.resolve("saved_model.pb");
    if (!Files.isRegularFile(file)) {
      throw new ModelRejected(
          folder
              + " has no saved_model.pb: name the folder that 'yolo export format=saved_model'"
              + " wrote");
    }
    String digest; // of what was there before it was read: later it tells whether that changed
    try {
      digest = FileDigest.of(path);
    } catch (IOException e) {
      throw new ModelRejected(folder + " cannot be read: " + e, e);
    }
    MetaGraphDef content = parse(folder, file);
    ModelMetadata metadata = MetadataFile.read(folder.resolve("metadata.yaml"));
    return new SavedModelFolder(path, digest, metadata, content);
  }

  /**
   * For who has copied files of it: what he made would bear the digest of something else.
   *
   * @throws ModelRejected if the folder does not hold any more what was read
   */
  public void requireUnchanged() throws ModelRejected {
    if (!read(path).digest().equals(digest)) {
      throw new ModelRejected(
          path
              + " changed while it was read: wait until the whole model is copied, then start"
              + " again");
    }
  }

  private static MetaGraphDef parse(Path folder, Path file) throws ModelRejected {
    String broken =
        folder + ": saved_model.pb is damaged or no SavedModel; copy or export the model again";
    SavedModel model;
    try {
      model = SavedModel.parseFrom(Files.readAllBytes(file));
    } catch (InvalidProtocolBufferException e) {
      throw new ModelRejected(broken, e);
    } catch (IOException e) {
      throw new ModelRejected(folder + ": saved_model.pb cannot be read: " + e, e);
    }
    List<MetaGraphDef> graphs = model.getMetaGraphsList();
    if (graphs.stream().allMatch(graph -> graph.getGraphDef().getNodeCount() == 0)) {
      throw new ModelRejected(broken);
    }
    return graphs.stream()
        .filter(graph -> graph.getMetaInfoDef().getTagsList().contains("serve"))
        .findFirst()
        .orElse(graphs.get(0));
  }

  /** Absolute. */
  public Path path() {
    return path;
  }

  /** The folder's name; of the folder around it where it is just called "saved_model". */
  public String name() {
    Path parent = path.getParent();
    if (path.endsWith("saved_model") && parent != null) {
      return String.valueOf(parent.getFileName());
    }
    return String.valueOf(path.getFileName());
  }

  /** SHA-256 over all files, lower-case hexadecimal. */
  public String digest() {
    return digest;
  }

  /** Whether the files are still those that were read. */
  public boolean isUnchanged() {
    try {
      return FileDigest.of(path).equals(digest);
    } catch (IOException e) {
      return false; // some are not there any more
    }
  }

  public ModelMetadata metadata() {
    return metadata;
  }

  /** The graph with tag "serve". */
  MetaGraphDef content() {
    return content;
  }

  public Path variables() {
    return path.resolve("variables");
  }

  public Path metadataFile() {
    return path.resolve("metadata.yaml");
  }
}
