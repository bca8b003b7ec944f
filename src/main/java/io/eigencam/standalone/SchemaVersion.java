package io.eigencam.standalone;

import org.apache.avro.Schema;

/**
 * One version of a subject.
 *
 * @param version counted from 1
 * @param id equal for equal schemas, in all subjects
 * @param deleted hidden, but still there for messages written with it
 */
record SchemaVersion(String subject, int version, int id, Schema schema, boolean deleted) {

  /** The schema's text: what is stored, returned, and compared for equality. */
  String text() {
    return schema.toString();
  }

  SchemaVersion hidden() {
    return new SchemaVersion(subject, version, id, schema, true);
  }
}
