package io.eigencam.topic;

/**
 * Names of record headers: CloudEvents 1.0 in binary mode (Kafka protocol binding 3.2), W3C Trace
 * Context, and our own.
 */
public final class HeaderNames {
  public static final String CE_SPECVERSION = "ce_specversion";
  public static final String CE_ID = "ce_id";
  public static final String CE_SOURCE = "ce_source";
  public static final String CE_TYPE = "ce_type";

  /** Capture time, RFC 3339. */
  public static final String CE_TIME = "ce_time";

  public static final String CONTENT_TYPE = "content-type";

  /** W3C Trace Context, carried from a frame to everything made of it. */
  public static final String TRACEPARENT = "traceparent";

  /** Number of the frame at its camera, decimal. */
  public static final String FRAME_SEQUENCE = "frame-sequence";

  public static final String DEAD_LETTER_REASON = "dead-letter-reason";
  public static final String DEAD_LETTER_CAUSE = "dead-letter-cause";
  public static final String DEAD_LETTER_TOPIC = "dead-letter-topic";
  public static final String DEAD_LETTER_PARTITION = "dead-letter-partition";
  public static final String DEAD_LETTER_OFFSET = "dead-letter-offset";
  public static final String DEAD_LETTER_EXCEPTION_CLASS = "dead-letter-exception-class";

  /** Length of the value of a dead letter that was too large to keep it, decimal. */
  public static final String DEAD_LETTER_VALUE_BYTES = "dead-letter-value-bytes";

  /**
   * Time of the frame, milliseconds since the epoch, decimal, where the topic of dead letters takes
   * none so far from now.
   */
  public static final String DEAD_LETTER_TIMESTAMP = "dead-letter-timestamp";

  /** How often a dead letter has been sent again, decimal, from 1 on. */
  public static final String DLQ_RETRY = "dlq-retry";

  /** Id of the frame that a dead letter was before it was sent again for the first time. */
  public static final String RETRY_OF = "retry-of";

  // What Kafka Streams writes about a dead letter (KIP-1034); its own constants are internal.
  public static final String STREAMS_EXCEPTION = "__streams.errors.exception";
  public static final String STREAMS_MESSAGE = "__streams.errors.message";
  public static final String STREAMS_STACK_TRACE = "__streams.errors.stacktrace";
  public static final String STREAMS_TOPIC = "__streams.errors.topic";
  public static final String STREAMS_PARTITION = "__streams.errors.partition";
  public static final String STREAMS_OFFSET = "__streams.errors.offset";

  private HeaderNames() {}
}
