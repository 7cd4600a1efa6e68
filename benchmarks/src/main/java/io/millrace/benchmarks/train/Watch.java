package io.millrace.benchmarks.train;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.OwnRecords;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.TrainingProgress;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.AvroSerde;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends vectors all the time and sees what becomes of a request: what the trainer tells, who is champion, who answers. One thread. */
final class Watch implements AutoCloseable {
    private static final OperatingSystemMXBean CPU = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final long PATIENCE_MILLIS = 300_000;

    private final Topics topics;
    private final OwnRecords<TrainingProgress> progress;
    private final OwnRecords<ModelVersion> versions;
    private final OwnRecords<Prediction> predictions;
    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, FeatureVector> producer;
    private final LabelledMachines machines = new LabelledMachines(System.currentTimeMillis());
    private long sent;

    Watch(KafkaConnection kafka, PipelineDefinition pipeline) {
        SchemaRegistry registry = kafka.registry();
        this.topics = Topics.of(pipeline);
        this.progress = new OwnRecords<>(topics.trainingProgress(), registry);
        this.versions = new OwnRecords<>(topics.models(), registry);
        this.predictions = new OwnRecords<>(topics.predictions(), registry);
        this.consumer = new KafkaConsumer<>(kafka.consumer(), new StringDeserializer(), new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(
                kafka.producer(), new StringSerializer(), AvroSerde.of(topics.features(), registry));
        List<TopicPartition> partitions = Stream.of(topics.trainingProgress(), topics.models(), topics.predictions())
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** What was seen of one request. Moments are in milliseconds. */
    private final class Seen {
        private final String request;
        private final long asked = System.currentTimeMillis();
        private final Map<String, Long> moments = new LinkedHashMap<>();
        private final long cpuNanos = CPU.getProcessCpuTime();
        private long version = -1;

        private Seen(String request) {
            this.request = request;
        }

        private void see(ConsumerRecord<String, byte[]> at) {
            if (at.topic().equals(topics.predictions().name())) {
                predictions
                        .read(at.value())
                        .filter(prediction -> prediction.getModelVersion() == version)
                        .ifPresent(prediction -> reach(Phases.SCORING, System.currentTimeMillis()));
            } else if (at.topic().equals(topics.models().name())) {
                versions.read(at.value())
                        .filter(model -> model.getLineage().getRequest().equals(request))
                        .ifPresent(this::see);
            } else {
                progress.read(at.value())
                        .filter(told -> told.getRequest().equals(request))
                        .ifPresent(this::see);
            }
        }

        private void see(ModelVersion model) {
            if (model.getStatus() == ModelStatus.CHAMPION) {
                version = model.getVersion();
                reach(Phases.CHAMPION, System.currentTimeMillis());
            } else if (model.getStatus() != ModelStatus.CANDIDATE) {
                throw new ServiceFailure("the new model does not serve: it is " + model.getStatus() + ", "
                        + model.getStatusReason() + "; give a larger --window");
            }
        }

        private void see(TrainingProgress told) {
            String phase = switch (told.getPhase()) {
                case TAKEN -> Phases.TAKEN;
                case READ -> Phases.READ;
                case TRAINED -> told.getMessage().split(" ", 2)[0];
                case JUDGED -> Phases.JUDGED;
                case ANSWERED -> Phases.WRITTEN;
                case WAITING -> "";
            };
            if (!phase.isEmpty()) {
                reach(phase, told.getAt().toEpochMilli());
            }
        }

        private void reach(String phase, long millis) {
            moments.putIfAbsent(phase, millis);
        }

        private Phases phases() {
            List<Map.Entry<String, Long>> inOrder = new ArrayList<>(moments.entrySet());
            inOrder.sort(Map.Entry.comparingByValue());
            Map<String, Double> seconds = new LinkedHashMap<>();
            long before = asked;
            for (Map.Entry<String, Long> moment : inOrder) {
                seconds.put(moment.getKey(), (moment.getValue() - before) / 1e3);
                before = moment.getValue();
            }
            return new Phases(seconds, (CPU.getProcessCpuTime() - cpuNanos) / 1e9);
        }
    }

    /** Returns once the model that answers the request answers vectors. */
    Phases follow(RetrainRequest request, Runnable ask) {
        Seen seen = new Seen(request.getRequest());
        ask.run();
        while (!seen.moments.containsKey(Phases.SCORING)) {
            if (System.currentTimeMillis() - seen.asked > PATIENCE_MILLIS) {
                throw new ServiceFailure("no new model answers within five minutes; seen: " + seen.moments.keySet());
            }
            FeatureVector vector = machines.vector(sent++);
            var unused = producer.send(new ProducerRecord<>(
                    topics.features().name(), vector.getId(), vector)); // one that is lost is not missed
            consumer.poll(LOOK).forEach(seen::see);
        }
        return seen.phases();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
        consumer.close();
    }
}
