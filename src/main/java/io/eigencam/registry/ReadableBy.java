package io.eigencam.registry;

import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/** Asked once per schema, so that a foreign message is named as such and not as damaged. */
final class ReadableBy {
  private ReadableBy() {}

  /**
   * @throws UnknownSchemaException if messages written with {@code theirs} cannot be read as {@code
   *     ours}
   */
  static void check(Schema ours, Schema theirs, int id) {
    SchemaPairCompatibility pair = SchemaCompatibility.checkReaderWriterCompatibility(ours, theirs);
    if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new UnknownSchemaException(
          "schema id %d (%s) cannot be read as %s"
              .formatted(id, theirs.getFullName(), ours.getFullName()));
    }
  }
}
