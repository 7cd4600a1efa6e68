package io.millrace.benchmarks.score;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.models.artefact.ModelBytes;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes one version after the other the champion, each once the one before serves. Runs once, in a thread. */
final class Swapping implements Callable<List<Memory>>, AutoCloseable {
    /** From one champion to the next. */
    static final long EVERY_MILLIS = 200;

    private static final long PATIENCE_MILLIS = 60_000;
    private static final int SAMPLES = 10;

    private final Topics topics;
    private final SeededNet net;
    private final int swaps;
    private final long firstVersion;
    private final Gauge serving;
    private final KafkaProducer<String, ModelChunk> chunks;
    private final KafkaProducer<String, ModelVersion> models;

    /**
     * @param firstVersion above all versions that there are
     * @param meters of the scorer that is to take them over
     */
    Swapping(KafkaConnection kafka, Topics topics, SeededNet net, int swaps, long firstVersion, MeterRegistry meters) {
        this.topics = topics;
        this.net = net;
        this.swaps = swaps;
        this.firstVersion = firstVersion;
        this.serving = meters.get("millrace.scorer.model.version").gauge();
        this.chunks = new KafkaProducer<>(
                kafka.producer(), new StringSerializer(), AvroSerde.of(topics.modelChunks(), kafka.registry()));
        this.models = new KafkaProducer<>(
                kafka.producer(), new StringSerializer(), AvroSerde.of(topics.models(), kafka.registry()));
    }

    /** What the process holds at ten moments, the first before the first swap and the last after the last. */
    @Override
    public List<Memory> call() throws Exception {
        List<Memory> memory = new ArrayList<>(List.of(Memory.after(0)));
        long begin = System.nanoTime();
        for (int swap = 1; swap <= swaps; swap++) {
            long version = firstVersion + swap - 1;
            publish(net.as(version));
            awaitServing(version);
            if (swap * SAMPLES / swaps > (swap - 1) * SAMPLES / swaps) {
                memory.add(Memory.after(swap));
            }
            long early = swap * EVERY_MILLIS - (System.nanoTime() - begin) / 1_000_000;
            Thread.sleep(Math.max(0, early));
        }
        return memory;
    }

    /** As the trainer does: first the bytes, then the champion. */
    private void publish(ModelVersion version) throws Exception {
        for (ModelChunk chunk : net.bytes().split(version.getVersion())) {
            String key = ModelBytes.chunkKey(version.getVersion(), chunk.getIndex());
            send(chunks, new ProducerRecord<>(topics.modelChunks().name(), key, chunk));
        }
        send(models, new ProducerRecord<>(topics.models().name(), Topics.CHAMPION, version));
    }

    private static <T extends SpecificRecord> void send(
            KafkaProducer<String, T> producer, ProducerRecord<String, T> message) throws Exception {
        producer.send(message).get();
    }

    private void awaitServing(long version) throws InterruptedException {
        for (long waited = 0; (long) serving.value() != version; waited++) {
            if (waited > PATIENCE_MILLIS) {
                throw new ServiceFailure(
                        "model version " + version + " does not serve, " + (long) serving.value() + " does");
            }
            Thread.sleep(1);
        }
    }

    @Override
    public void close() {
        chunks.close();
        models.close();
    }
}
