package io.eigencam.fault;

import io.eigencam.topic.PartitionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Which dead letters are meant: those that meet every condition that is set.
 *
 * @param reasons any of these; empty for all
 * @param cameras any of these; empty for all
 * @param places any of these; empty for all
 */
public record LetterSelection(Set<String> reasons, Set<String> cameras, List<Span> places) {
  public LetterSelection {
    reasons = Set.copyOf(reasons);
    cameras = Set.copyOf(cameras);
    places = List.copyOf(places);
  }

  /**
   * Offsets of a partition of the topic of dead letters.
   *
   * @param last included
   */
  public record Span(int partition, long first, long last) {
    public Span {
      if (last == Long.MAX_VALUE) {
        throw new IllegalArgumentException("offset %d is too large".formatted(last));
      }
      if (first > last) {
        throw new IllegalArgumentException("offset %d is after %d".formatted(first, last));
      }
    }

    boolean holds(int other, long offset) {
      return partition == other && offset >= first && offset <= last;
    }
  }

  /** What of the ranges must be read to see every letter that is meant. */
  public List<PartitionRange> within(List<PartitionRange> ranges) {
    if (places.isEmpty()) {
      return ranges;
    }
    List<PartitionRange> within = new ArrayList<>();
    for (PartitionRange range : ranges) {
      LongSummaryStatistics offsets =
          places.stream()
              .filter(span -> span.partition() == range.partition().partition())
              .flatMapToLong(span -> LongStream.of(span.first(), span.last()))
              .summaryStatistics();
      if (offsets.getCount() > 0) {
        long begin = Math.min(range.end(), Math.max(range.begin(), offsets.getMin()));
        long end = Math.min(range.end(), offsets.getMax() + 1);
        within.add(
            new PartitionRange(range.partition(), range.kept(), begin, Math.max(begin, end)));
      }
    }
    return within;
  }

  public boolean takes(StoredLetter letter) {
    return (reasons.isEmpty() || reasons.contains(letter.reason()))
        && (cameras.isEmpty() || cameras.contains(letter.frame().cameraId()))
        && (places.isEmpty()
            || places.stream()
                .anyMatch(
                    span -> span.holds(letter.position().partition(), letter.position().offset())));
  }
}
