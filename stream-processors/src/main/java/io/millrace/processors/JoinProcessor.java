package io.millrace.processors;

import io.millrace.processors.JoinState.Step;
import io.millrace.processors.JoinState.Waiting;
import io.millrace.schemas.pipeline.LabelDefinition;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Brings vector, prediction and label of an id together, in whatever order they come, and lets go of what waited a
 * horizon long.
 */
final class JoinProcessor implements Processor<byte[], byte[], String, SpecificRecord> {
    static final String STATES = "join-states";
    static final String AGES = "join-ages";

    private static final String STAGE = "join";
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(1);

    /** One sweep stays short, so that it does not hold up records. */
    private static final int MOST_PER_SWEEP = 50_000;

    /**
     * After a start nothing expires for so long: labels that came while nothing ran are still on their topic and are
     * read first.
     */
    private static final Duration GRACE = Duration.ofMinutes(10);

    private final JoinParts parts;
    private final LabelDefinition label;
    private final JoinCounters counters;
    private ProcessorContext<String, SpecificRecord> context;
    private KeyValueStore<String, JoinState> states;
    private AgeIndex ages;
    private long graceEndsMillis;

    JoinProcessor(JoinParts parts, LabelDefinition label, JoinCounters counters) {
        this.parts = parts;
        this.label = label;
        this.counters = counters;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.states = context.getStateStore(STATES);
        KeyValueStore<Bytes, byte[]> index = context.getStateStore(AGES);
        this.ages = new AgeIndex(index);
        this.graceEndsMillis = context.currentSystemTimeMs()
                + Math.min(GRACE.toMillis(), label.horizon().toMillis());
        context.schedule(SWEEP_EVERY, PunctuationType.WALL_CLOCK_TIME, this::sweep);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata from = context.recordMetadata().orElseThrow();
        try {
            String id = RecordId.of(record.key());
            Optional<JoinPart> part = parts.read(from.topic(), id, record);
            if (part.isPresent()) {
                meet(id, part.get());
            }
        } catch (Rejection rejection) {
            context.forward(Quarantine.of(record, from, STAGE, rejection), Quarantine.NODE);
            counters.quarantined();
        }
    }

    private void meet(String id, JoinPart part) {
        JoinState known = states.get(id);
        JoinState before = known == null ? Waiting.since(context.currentSystemTimeMs()) : known;
        if (known == null) {
            ages.add(before.sinceMillis(), id);
        }
        Step step = before.meet(part, label.corrections());
        JoinState after = step.next().orElseThrow();
        if (after != before) {
            states.put(id, after);
        }
        step.joined().ifPresent(joined -> emit(id, joined));
        step.counted().ifPresent(counters::count);
    }

    private void emit(String id, Joined joined) {
        context.forward(new Record<>(id, joined.outcome(id), joined.timestamp()), JoinTopology.OUTCOMES);
        context.forward(new Record<>(id, joined.example(id), joined.timestamp()), JoinTopology.EXAMPLES);
    }

    private void sweep(long nowMillis) {
        if (nowMillis < graceEndsMillis) {
            return;
        }
        for (String id : ages.takeOlderThan(nowMillis - label.horizon().toMillis(), MOST_PER_SWEEP)) {
            JoinState state = states.get(id);
            if (state != null) {
                expire(id, state.expire(nowMillis));
            }
        }
    }

    private void expire(String id, Step step) {
        if (step.next().isPresent()) {
            states.put(id, step.next().get());
            ages.add(step.next().get().sinceMillis(), id);
        } else {
            states.delete(id);
        }
        step.counted().ifPresent(counters::count);
    }
}
