package io.millrace.benchmarks.score;

import io.millrace.runtime.KafkaConnection;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.serde.AvroSerde;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends numbered vectors at a steady rate. One thread. */
final class SteadySender implements AutoCloseable {
    private final MachinesPipeline pipeline;
    private final Machines machines = new Machines(System.currentTimeMillis());
    private final int perSecond;
    private final Stopwatch watch;
    private final KafkaProducer<String, FeatureVector> producer;

    /** @param watch told of each vector as it goes */
    SteadySender(KafkaConnection kafka, MachinesPipeline pipeline, int perSecond, Stopwatch watch) {
        this.pipeline = pipeline;
        this.perSecond = perSecond;
        this.watch = watch;
        this.producer = new KafkaProducer<>(
                kafka.producer(),
                new StringSerializer(),
                AvroSerde.of(pipeline.topics().features(), kafka.registry()));
    }

    /** Those from one number up to another, each at its time; those that are late go at once. */
    void send(int from, int to) {
        long begin = System.nanoTime();
        for (int number = from; number < to; number++) {
            var message = pipeline.message(machines, number);
            long due = begin + (number - from) * 1_000_000_000L / perSecond;
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            watch.started(number);
            var unused = producer.send(message); // one that is lost is missed by those who look for it
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
