package io.millrace.benchmarks.entities;

import io.millrace.benchmarks.runs.Lap;
import io.millrace.benchmarks.runs.TopicFill;
import io.millrace.benchmarks.runs.Trial;
import io.millrace.processors.HistoryTopology;
import io.millrace.processors.StreamProcessors;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.ServiceFailure;
import io.millrace.runtime.TopicCreation;
import io.millrace.schemas.topics.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.Topology;

/**
 * The past of more and more entities: every entity has one record in the state, then records of any of them come, and those are
 * measured. A first run over the smallest number warms up and is left out.
 */
public final class EntityBench {
    private final KafkaConnection kafka;
    private final Path directory;
    private final List<Long> sizes;
    private final long records;

    /**
     * @param kafka a cluster without topics of cards pipelines
     * @param directory for state
     * @param sizes numbers of entities
     * @param records that are measured for each
     */
    public EntityBench(KafkaConnection kafka, Path directory, List<Long> sizes, long records) {
        if (records < 1_000 || sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1_000 || size % 7_919 == 0)) {
            throw new ServiceFailure("--records and each of --entities must be 1000 or more, and no multiple of 7919");
        }
        this.kafka = kafka;
        this.directory = directory;
        this.sizes = List.copyOf(sizes);
        this.records = records;
    }

    /** @param progress told in one line what is being done */
    public EntityResult run(Consumer<String> progress) throws InterruptedException {
        progress.accept("warming up");
        point("cards-warm-up", sizes.get(0));
        List<EntityPoint> points = new ArrayList<>();
        for (long size : sizes) {
            progress.accept("sending the uses of " + size + " cards");
            points.add(point("cards-" + size, size));
            progress.accept(points.get(points.size() - 1).toString());
        }
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return new EntityResult(points, records, Runtime.getRuntime().availableProcessors(), load);
    }

    private EntityPoint point(String pipeline, long size) throws InterruptedException {
        Cards cards = new Cards(pipeline, size, System.currentTimeMillis() - size - records);
        Topics topics = Topics.of(cards.pipeline());
        TopicCreation.ensure(kafka, topics, 1);
        TopicFill.fill(
                kafka,
                topics.entityEvents(),
                size + records,
                number -> new ProducerRecord<>(
                        topics.entityEvents().name(),
                        null,
                        cards.timestamp(number),
                        cards.card(number),
                        cards.use(number)));
        Path state = directory.resolve("state-of-" + pipeline);
        Lap lap = new Trial(kafka, cards.pipeline(), state)
                .run(
                        context -> StreamProcessors.application("history", history(context), context),
                        List.of(topics.features().name(), topics.quarantine().name()),
                        "history",
                        size + records,
                        size);
        EntityPoint point = new EntityPoint(size, size + records, lap.recordsPerSecond(), takeAway(state));
        deleteTopics(cards.pipeline().name() + ".");
        return point;
    }

    private static Topology history(ServiceContext context) {
        return HistoryTopology.build(context.pipeline(), context.kafka().registry(), context.meters());
    }

    /** Deletes a directory; returns how many bytes its files had. */
    private static long takeAway(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            long bytes = 0;
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
                Files.delete(file);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changelogs too: ten million entities fill a disk. */
    private void deleteTopics(String prefix) throws InterruptedException {
        try (Admin admin = Admin.create(kafka.admin())) {
            List<String> names = admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(prefix))
                    .toList();
            admin.deleteTopics(names).all().get();
        } catch (ExecutionException e) {
            throw new ServiceFailure("the topics of the benchmark cannot be deleted: " + e.getCause(), e);
        }
    }
}
