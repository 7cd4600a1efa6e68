package io.millrace.benchmarks.runs;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongPredicate;

/** One application over all preloaded records, as if nobody ever ran it before: new group, new state. */
public final class Trial {
    private static final long LOOK_MILLIS = 20;
    private static final Duration SETTLED = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Set<String> QUARANTINED =
            Set.of("millrace.records.quarantined", "millrace.scorer.quarantined");

    private final KafkaConnection kafka;
    private final PipelineDefinition pipeline;
    private final Path stateDirectory;
    private final MeterRegistry meters;

    /** @param stateDirectory empty, or not there yet */
    public Trial(KafkaConnection kafka, PipelineDefinition pipeline, Path stateDirectory) {
        this(kafka, pipeline, stateDirectory, new SimpleMeterRegistry());
    }

    /** @param meters of the application, empty */
    public Trial(KafkaConnection kafka, PipelineDefinition pipeline, Path stateDirectory, MeterRegistry meters) {
        this.kafka = kafka;
        this.pipeline = pipeline;
        this.stateDirectory = stateDirectory;
        this.meters = meters;
    }

    /**
     * @param application that writes each record once
     * @param outputs topics it writes them to
     * @param name of the application, for messages
     * @param records that are on the topics it reads
     * @param warmUp records that are left out of the measurement, at the start
     * @throws ServiceFailure where the application fails, stands still, puts a record aside, or is done before it can be
     *     measured
     */
    public Lap run(
            Function<ServiceContext, Service> application, List<String> outputs, String name, long records, long warmUp)
            throws InterruptedException {
        return run(application, outputs, name, records, warmUp, () -> true);
    }

    /** @param begun what must have come true besides, before the measurement starts */
    public Lap run(
            Function<ServiceContext, Service> application,
            List<String> outputs,
            String name,
            long records,
            long warmUp,
            BooleanSupplier begun)
            throws InterruptedException {
        ServiceContext context = new ServiceContext(pipeline, kafka, stateDirectory, meters);
        try (Outputs ends = new Outputs(kafka, outputs, pipeline.topics().partitions())) {
            long before = ends.committed();
            CpuClock clock = CpuClock.set();
            try (Service service = application.apply(context)) {
                service.start();
                long all = before + records;
                Watch watch = new Watch(service, ends, clock, name, all);
                Reading start = watch.until(
                        committed -> committed >= all || committed >= before + warmUp && begun.getAsBoolean());
                Reading end = watch.untilSettled();
                check();
                return lap(start, end, records);
            }
        }
    }

    /** What the clocks showed at a moment. */
    private record Reading(long committed, long nanos, long applicationCpu, long processCpu) {}

    private static Lap lap(Reading start, Reading end, long records) {
        double measured = end.committed() - start.committed();
        if (measured <= 0) {
            throw new ServiceFailure(records
                    + " records are too few to measure: all were done before it began. Give more with --records");
        }
        double millions = measured / 1e6;
        return new Lap(
                measured * 1e9 / (end.nanos() - start.nanos()),
                (end.applicationCpu() - start.applicationCpu()) / 1e9 / millions,
                (end.processCpu() - start.processCpu()) / 1e9 / millions);
    }

    /** Looks again and again at how far an application is. */
    private record Watch(Service service, Outputs outputs, CpuClock clock, String name, long all) {
        /** Once so much is committed. */
        Reading until(LongPredicate enough) throws InterruptedException {
            long latest = -1;
            long movedNanos = System.nanoTime();
            while (true) {
                long committed = outputs.committed();
                long nanos = System.nanoTime();
                if (enough.test(committed)) {
                    return new Reading(committed, nanos, clock.nanos(), CpuClock.processNanos());
                }
                if (service.health().isFailed()) {
                    throw new ServiceFailure(service.health().reason());
                }
                movedNanos = committed > latest ? nanos : movedNanos;
                latest = committed;
                if (nanos - movedNanos > PATIENCE.toNanos()) {
                    throw new ServiceFailure(name + " has stood still for two minutes at " + committed + " of " + all);
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }

        /** Once all is committed and no more comes; marks of transactions make that a little more than the records. */
        Reading untilSettled() throws InterruptedException {
            Reading end = until(committed -> committed >= all);
            while (System.nanoTime() - end.nanos() < SETTLED.toNanos()) {
                Thread.sleep(LOOK_MILLIS);
                if (outputs.committed() > end.committed()) {
                    end = until(committed -> committed >= all);
                }
            }
            return end;
        }
    }

    private void check() {
        double quarantined = meters.getMeters().stream()
                .filter(meter -> QUARANTINED.contains(meter.getId().getName()))
                .mapToDouble(meter -> ((Counter) meter).count())
                .sum();
        if (quarantined > 0) {
            throw new ServiceFailure((long) quarantined + " records of the benchmark were quarantined; none may be");
        }
    }
}
