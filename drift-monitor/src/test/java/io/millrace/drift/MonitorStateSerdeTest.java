package io.millrace.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.drift.windows.Counts;
import io.millrace.drift.windows.Reference;
import io.millrace.schemas.WatchedSeries;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class MonitorStateSerdeTest {
    private final PipelineDefinition pipeline = Pipelines.loans();
    private final References references =
            version -> Optional.of(Reference.of(Versions.reference(Versions.champion(version, "by hand"))));

    /** Two monitors see the same; one is written and read back after every piece of evidence. */
    @Test
    void shouldGoOnExactlyAfterEveryRoundTrip() {
        Monitor whole = monitor(MonitorState.fresh(), Windows.none());
        Monitor resumed = monitor(MonitorState.fresh(), Windows.none());
        Set<Class<?>> standings = new HashSet<>();
        long at = 1_700_000_000_000L;
        for (Evidence evidence : eventfulLife()) {
            at += 7;
            resumed = monitor(
                    MonitorStateSerde.read(MonitorStateSerde.write(resumed.state())),
                    WindowsSerde.read(WindowsSerde.write(resumed.windows())));
            assertThat(resumed.state()).isEqualTo(whole.state());
            assertThat(resumed.windows()).isEqualTo(whole.windows());
            assertThat(evidence.showTo(resumed, at)).isEqualTo(evidence.showTo(whole, at));
            standings.add(whole.state().standing().getClass());
        }
        assertThat(standings).containsExactlyInAnyOrder(Normal.class, Warning.class, Drifting.class, Cooldown.class);
        assertThat(whole.state().episodes()).isEqualTo(2);
        assertThat(whole.state().champion()).map(Champion::change).contains(new EncoderChange(50, at - 49 * 7));
    }

    @Test
    void shouldRefuseWhatAnotherVersionWrote() {
        byte[] bytes = MonitorStateSerde.write(MonitorState.fresh());
        bytes[0] = 99;
        assertThatThrownBy(() -> MonitorStateSerde.read(bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("format 99");
    }

    @Test
    void shouldRefuseBytesThatAreCutShort() {
        byte[] whole = MonitorStateSerde.write(MonitorState.fresh());
        assertThatThrownBy(() -> MonitorStateSerde.read(Arrays.copyOf(whole, 3)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("cut short");
    }

    @Test
    void shouldBringEvidenceAcrossUnchanged() {
        EvidenceSerde evidence = new EvidenceSerde();
        List<Evidence> all = List.of(
                new OutcomeSeen(3, Optional.empty(), true),
                new OutcomeSeen(0, Optional.of("e"), false),
                new OutcomeSeen(3, Optional.of("e"), true, 12.5),
                seen(WatchedSeries.PREDICTIONS, 3, 5, 30, 0, 7));
        for (Evidence one : all) {
            byte[] bytes = evidence.serializer().serialize("topic", one);
            assertThat(evidence.deserializer().deserialize("topic", bytes)).isEqualTo(one);
        }
    }

    private Monitor monitor(MonitorState state, Windows windows) {
        return new Monitor(pipeline, references, () -> Instant.EPOCH, state, windows);
    }

    private static SeriesSeen seen(WatchedSeries series, long version, long from, int... counts) {
        return new SeriesSeen(
                series, version, from, from + 1, 50, Counts.of(counts), new TreeMap<>(Map.of("malformed", from + 1)));
    }

    /** Cold start, a refusal, a champion, drift, a bad successor, a good one, cooldown, drift of the predictions, a changed encoder. */
    private static List<Evidence> eventfulLife() {
        Random random = new Random(5);
        List<Evidence> life = new ArrayList<>();
        outcomes(life, random, 2_100, 0, 0.5);
        life.add(new ModelSeen(false, Versions.rejected(1, "retrain-1")));
        outcomes(life, random, 2_100, 0, 0.5);
        life.add(new ModelSeen(true, Versions.champion(2, "retrain-2")));
        outcomes(life, random, 1_000, 2, 0.05);
        outcomes(life, random, 300, 2, 0.5);
        life.add(new ModelSeen(true, Versions.champion(3, "retrain-3")));
        outcomes(life, random, 300, 3, 0.5);
        life.add(new ModelSeen(true, Versions.champion(4, "retrain-4")));
        outcomes(life, random, 2_000, 4, 0.05);
        for (int i = 0; i < 100; i++) {
            life.add(seen(WatchedSeries.PREDICTIONS, 4, i, 20, 30, 0, 0, 0, 50, 0));
            life.add(seen(WatchedSeries.LABELS, 4, i, 25, 25, 0, 0));
        }
        for (int i = 0; i < 50; i++) {
            life.add(new OutcomeSeen(0, Optional.of("another"), true));
        }
        return life;
    }

    private static void outcomes(List<Evidence> life, Random random, int count, long version, double errorRate) {
        for (int i = 0; i < count; i++) {
            boolean error = random.nextDouble() < errorRate;
            life.add(new OutcomeSeen(version, Optional.of("e"), error));
        }
    }
}
