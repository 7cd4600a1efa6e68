package io.millrace.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class MonitorStateSerdeTest {
    private final PipelineDefinition pipeline = Pipelines.loans();
    private final MonitorStateSerde serde = new MonitorStateSerde();

    /** Two monitors see the same; one is written and read back after every piece of evidence. */
    @Test
    void shouldGoOnExactlyAfterEveryRoundTrip() {
        Monitor whole = new Monitor(pipeline, MonitorState.fresh());
        Monitor resumed = new Monitor(pipeline, MonitorState.fresh());
        Set<Class<?>> standings = new HashSet<>();
        long at = 1_700_000_000_000L;
        for (Evidence evidence : eventfulLife()) {
            at += 7;
            resumed = new Monitor(pipeline, roundTrip(resumed.state()));
            assertThat(resumed.state()).isEqualTo(whole.state());
            assertThat(evidence.showTo(resumed, at)).isEqualTo(evidence.showTo(whole, at));
            standings.add(whole.state().standing().getClass());
        }
        assertThat(standings).containsExactlyInAnyOrder(Normal.class, Warning.class, Drifting.class, Cooldown.class);
        assertThat(whole.state().episodes()).isEqualTo(2);
        assertThat(whole.state().champion()).map(Champion::change).contains(new EncoderChange(50, at - 49 * 7));
    }

    @Test
    void shouldRefuseWhatAnotherVersionWrote() {
        byte[] bytes = serde.serializer().serialize("store", MonitorState.fresh());
        bytes[0] = 99;
        assertThatThrownBy(() -> serde.deserializer().deserialize("store", bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("format 99");
    }

    @Test
    void shouldRefuseBytesThatAreCutShort() {
        byte[] whole = serde.serializer().serialize("store", MonitorState.fresh());
        assertThatThrownBy(() -> serde.deserializer().deserialize("store", Arrays.copyOf(whole, 3)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("cut short");
    }

    @Test
    void shouldBringEvidenceAcrossUnchanged() {
        EvidenceSerde evidence = new EvidenceSerde();
        List<Evidence> all = List.of(
                new OutcomeSeen(3, Optional.empty(), true),
                new OutcomeSeen(0, Optional.of("e"), false),
                PredictionsSeen.none(1, 5).plus("yes", 6).plus("no", 4).plus("yes", 9));
        for (Evidence one : all) {
            byte[] bytes = evidence.serializer().serialize("topic", one);
            assertThat(evidence.deserializer().deserialize("topic", bytes)).isEqualTo(one);
        }
    }

    private MonitorState roundTrip(MonitorState state) {
        return serde.deserializer().deserialize("store", serde.serializer().serialize("store", state));
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
            life.add(new PredictionsSeen(4, i, i + 1, new TreeMap<>(java.util.Map.of("yes", 30L, "no", 20L))));
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
