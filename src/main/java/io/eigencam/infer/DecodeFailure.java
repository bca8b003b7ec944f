package io.eigencam.infer;

import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.RejectionReason;
import java.util.Optional;

/**
 * Tells a picture that cannot be decoded from a graph that fails.
 *
 * <p>TensorFlow names the failing operation at the end of its message, {@code [[{{node NAME}}]]}.
 * Only the operation that decodes the picture can fail because of the picture: its size was checked
 * before, and everything behind it sees tensors of known shapes.
 */
final class DecodeFailure {
  private static final String NODE_START = " [[{{node ";
  private static final String DECODE_NODE = "{{node " + LiveGraph.decodeNode() + "}}";

  private DecodeFailure() {}

  /** The rejection of the picture, if that is what the failure is about. */
  static Optional<FrameRejected> of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && message.contains(DECODE_NODE)) {
        return Optional.of(
            new FrameRejected(
                RejectionReason.UNDECODABLE,
                "the picture cannot be decoded, it is truncated or damaged ("
                    + withoutNodes(message)
                    + ")"));
      }
    }
    return Optional.empty();
  }

  private static String withoutNodes(String message) {
    String firstLine = message.strip().lines().findFirst().orElse("");
    int node = firstLine.indexOf(NODE_START.strip());
    return (node < 0 ? firstLine : firstLine.substring(0, node)).strip();
  }
}
