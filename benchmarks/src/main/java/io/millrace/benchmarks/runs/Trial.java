package io.millrace.benchmarks.runs;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.processors.StreamProcessors;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.Topology;

/** One topology over all preloaded records, as an application that nobody ran before: new group, new state. */
public final class Trial {
    private static final long LOOK_MILLIS = 20;
    private static final Duration SETTLED = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KafkaConnection kafka;
    private final PipelineDefinition pipeline;
    private final Path stateDirectory;

    /** @param stateDirectory empty, or not there yet */
    public Trial(KafkaConnection kafka, PipelineDefinition pipeline, Path stateDirectory) {
        this.kafka = kafka;
        this.pipeline = pipeline;
        this.stateDirectory = stateDirectory;
    }

    /**
     * @param topology that writes each record once
     * @param outputs topics it writes them to
     * @param name of the application; no other has it
     * @param records that are on the topics it reads
     * @param warmUp records that are left out of the measurement, at the start
     * @throws ServiceFailure where the application fails, stands still, puts a record aside, or is done before it can be
     *     measured
     */
    public Lap run(
            Function<ServiceContext, Topology> topology, List<String> outputs, String name, long records, long warmUp)
            throws InterruptedException {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ServiceContext context = new ServiceContext(pipeline, kafka, stateDirectory, meters);
        try (Outputs ends = new Outputs(kafka, outputs, pipeline.topics().partitions());
                Service application = StreamProcessors.application(name, topology.apply(context), context)) {
            long before = ends.committed();
            application.start();
            Reading start = reading(application, ends, before + warmUp, context.groupOf(name));
            Reading end = end(application, ends, before + records, context.groupOf(name));
            check(meters);
            return lap(start, end, records);
        }
    }

    /** What the clocks showed at a moment. */
    private record Reading(long committed, long nanos, long applicationCpu, long processCpu) {}

    private static Lap lap(Reading start, Reading end, long records) {
        double measured = end.committed() - start.committed();
        if (measured <= 0) {
            throw new ServiceFailure(
                    records + " records are too few to measure: all were there at one look. Give more with --records");
        }
        double millions = measured / 1e6;
        return new Lap(
                measured * 1e9 / (end.nanos() - start.nanos()),
                (end.applicationCpu() - start.applicationCpu()) / 1e9 / millions,
                (end.processCpu() - start.processCpu()) / 1e9 / millions);
    }

    /** Once so much is committed. */
    private static Reading reading(Service application, Outputs outputs, long wanted, String name)
            throws InterruptedException {
        long latest = -1;
        long movedNanos = System.nanoTime();
        while (true) {
            long committed = outputs.committed();
            long nanos = System.nanoTime();
            if (committed >= wanted) {
                return new Reading(committed, nanos, CpuClock.nanos(name), CpuClock.processNanos());
            }
            if (application.health().isFailed()) {
                throw new ServiceFailure(application.health().reason());
            }
            movedNanos = committed > latest ? nanos : movedNanos;
            latest = committed;
            if (nanos - movedNanos > PATIENCE.toNanos()) {
                throw new ServiceFailure(name + " has stood still for two minutes at " + committed + " of " + wanted);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Once all is committed and no more comes; marks of transactions make that a little more than the records. */
    private static Reading end(Service application, Outputs outputs, long wanted, String name)
            throws InterruptedException {
        Reading end = reading(application, outputs, wanted, name);
        while (System.nanoTime() - end.nanos() < SETTLED.toNanos()) {
            Thread.sleep(LOOK_MILLIS);
            if (outputs.committed() > end.committed()) {
                end = reading(application, outputs, wanted, name);
            }
        }
        return end;
    }

    private static void check(SimpleMeterRegistry meters) {
        double quarantined = meters.find("millrace.records.quarantined").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
        if (quarantined > 0) {
            throw new ServiceFailure((long) quarantined + " records of the benchmark were quarantined; none may be");
        }
    }
}
