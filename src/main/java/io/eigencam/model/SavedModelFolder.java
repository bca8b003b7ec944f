package io.eigencam.model;

import java.nio.file.Path;
import java.util.Objects;
import org.tensorflow.proto.MetaGraphDef;

/** The files of a SavedModel: {@code saved_model.pb}, {@code variables/}, {@code metadata.yaml}. */
public final class SavedModelFolder {
  private final Path path;
  private final String digest;
  private final ModelMetadata metadata;
  private final MetaGraphDef content;

  SavedModelFolder(Path path, String digest, ModelMetadata metadata, MetaGraphDef content) {
    this.path = Objects.requireNonNull(path, "path");
    this.digest = Objects.requireNonNull(digest, "digest");
    this.metadata = Objects.requireNonNull(metadata, "metadata");
    this.content = Objects.requireNonNull(content, "content");
  }

  /** Absolute. */
  public Path path() {
    return path;
  }

  /** The folder's name. */
  public String name() {
    return String.valueOf(path.getFileName());
  }

  /** SHA-256 over all files, lower-case hexadecimal. */
  public String digest() {
    return digest;
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
