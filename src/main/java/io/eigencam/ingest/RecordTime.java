package io.eigencam.ingest;

import io.eigencam.topic.SourceRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The record's own timestamp. A record without one, which only ancient producers write, takes the
 * latest of its partition: Kafka's default would stop the application because of it. So does one
 * dated after the year 9999, whose producer counted something other than milliseconds.
 */
public final class RecordTime implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return record.timestamp() >= 0 && record.timestamp() <= SourceRecord.LATEST
        ? record.timestamp()
        : Math.max(partitionTime, 0);
  }
}
