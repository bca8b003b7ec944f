package io.eigencam.pipeline;

import io.eigencam.registry.RegistryRefusedException;
import io.eigencam.registry.SchemaIncompatibleException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Tells trouble around us (a registry or broker that is away or refuses us) from trouble with one
 * record. A record is never given up for the former: the thread stops, another takes its place and
 * reads the record again.
 */
final class Outage {
  private Outage() {}

  /** Whether the failure, or anything that caused it, would meet every record. */
  static boolean caused(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException
          || cause instanceof RegistryRefusedException
          || cause instanceof SchemaIncompatibleException) {
        return true;
      }
    }
    return false;
  }
}
