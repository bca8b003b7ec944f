package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/** What Kafka Streams makes of the application's settings. */
class StreamsSettingsTest {
  @Test
  void shouldBoundWhatAThreadHoldsInMemory() throws Exception {
    StreamsConfig streams = streams();

    Object polled =
        streams
            .getMainConsumerConfigs("group", "client", 0)
            .get(ConsumerConfig.MAX_POLL_RECORDS_CONFIG);
    assertEquals("8", polled);
    assertEquals(8, streams.getInt(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG));
  }

  @Test
  void shouldSendEveryDeadLetterThatItsTopicTakes() throws Exception {
    Object largest =
        streams().getProducerConfigs("client").get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);

    assertTrue(
        Integer.parseInt((String) largest) > Topics.plain().deadLetters().maxMessageBytes(),
        () -> "max.request.size is " + largest);
  }

  private static StreamsConfig streams() throws Exception {
    Map<String, Object> settings = new HashMap<>(RunningPath.applicationSettings());
    settings.put("application.id", "settings");
    settings.put("bootstrap.servers", "nowhere:1");
    return new StreamsConfig(settings);
  }
}
