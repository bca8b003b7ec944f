package io.eigencam.pipeline;

import io.eigencam.topic.SourceRecord;
import io.eigencam.topic.Topics;

/**
 * Neither the topic of results nor that of dead letters takes a word about a frame. Nothing is lost
 * in silence: its partition waits until they do.
 */
final class NowhereToWriteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NowhereToWriteException(SourceRecord frame, Topics topics) {
    super(
        "neither %s nor %s takes a word about frame %s: raise max.message.bytes of both to what 'eigencam topics create' says, and restart"
            .formatted(topics.detections().name(), topics.deadLetters().name(), frame));
  }
}
