package io.eigencam.topic;

import java.util.List;
import java.util.Objects;

/**
 * What {@link TopicCreation} found or made.
 *
 * @param name the topic
 * @param created whether it was missing before
 * @param partitions how many it has
 * @param problems what is unfit about an existing topic and what to do; empty when it is fit
 */
public record TopicState(String name, boolean created, int partitions, List<String> problems) {
  public TopicState {
    Objects.requireNonNull(name, "name");
    problems = List.copyOf(problems);
  }
}
