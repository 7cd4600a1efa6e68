package io.millrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientMetersTest {
    private static final KafkaConnection NOWHERE = new KafkaConnection("127.0.0.1:1", "http://127.0.0.1:1", Map.of());

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @TempDir
    private Path folder;

    @Test
    void shouldShowAProducerAsLongAsItIsOpen() {
        List<Consumer<MeteredProducer<String, String>>> ways =
                List.of(MeteredProducer::close, producer -> producer.close(Duration.ZERO));
        for (Consumer<MeteredProducer<String, String>> way : ways) {
            MeteredProducer<String, String> producer =
                    new MeteredProducer<>(NOWHERE.producer(), new StringSerializer(), new StringSerializer(), meters);
            assertThat(meters.scrape()).contains("kafka_producer_record_send_total");
            way.accept(producer);
            assertThat(meters.getMeters()).isEmpty();
        }
    }

    @Test
    void shouldShowAConsumerAsLongAsItIsOpen() {
        List<Consumer<MeteredConsumer<String, String>>> ways =
                List.of(MeteredConsumer::close, consumer -> consumer.close(CloseOptions.timeout(Duration.ZERO)));
        for (Consumer<MeteredConsumer<String, String>> way : ways) {
            MeteredConsumer<String, String> consumer = new MeteredConsumer<>(
                    NOWHERE.consumer(), new StringDeserializer(), new StringDeserializer(), meters);
            assertThat(meters.scrape()).contains("kafka_consumer_fetch_manager_records_consumed_total");
            way.accept(consumer);
            assertThat(meters.getMeters()).isEmpty();
        }
    }

    @Test
    void shouldShowATopologyAsLongAsItIsOpen() {
        StreamsBuilder topology = new StreamsBuilder();
        topology.stream("in").to("out");
        Map<String, Object> settings =
                NOWHERE.streams("test", folder, io.millrace.schemas.pipeline.PipelineDefinition.Delivery.AT_LEAST_ONCE);
        StreamsService service = new StreamsService("test", new Refusals(NOWHERE), topology.build(), settings, meters);
        assertThat(meters.scrape()).contains("kafka_stream_");
        service.close();
        assertThat(meters.getMeters()).isEmpty();
    }
}
