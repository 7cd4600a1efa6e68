package io.millrace.cli.audit;

import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Refusals;
import io.millrace.runtime.ServiceFailure;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes the one record that a person's command is. */
public final class TopicWriter {
    private final KafkaConnection kafka;

    public TopicWriter(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    /**
     * Returns once Kafka has acknowledged it.
     *
     * @param value null to take back what stands under the key
     * @throws ServiceFailure where nothing was written
     */
    public void write(String topic, String key, byte[] value) throws InterruptedException {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(kafka.producer(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (ExecutionException e) {
            throw new Refusals(kafka).failure("nothing was written", e.getCause());
        } catch (KafkaException e) {
            throw new Refusals(kafka).failure("nothing was written", e);
        }
    }
}
