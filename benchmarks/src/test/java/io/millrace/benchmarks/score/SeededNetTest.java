package io.millrace.benchmarks.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.artefact.OnnxModel;
import io.millrace.models.artefact.Probes;
import io.millrace.scorer.ScorerEngine;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SeededNetTest {
    private static final List<String> CLASSES = List.of("fine", "failing");

    private final Machines machines = new Machines(0);

    @BeforeAll
    static void engineBeforeAnyEnvironment() {
        ScorerEngine.load();
    }

    @Test
    void shouldBeTheSameNetEachTime() {
        assertThat(SeededNet.of(machines, CLASSES).bytes().sha256())
                .isEqualTo(SeededNet.of(machines, CLASSES).bytes().sha256());
    }

    @Test
    void shouldAnswerItsProbesAndBothClasses() {
        SeededNet net = SeededNet.of(machines, CLASSES);
        try (OnnxModel model = new OnnxModel(net.bytes().toArray())) {
            Probes.check(net.version(), model);
        }
        assertThat(net.version().getProbes())
                .extracting(probe -> probe.getOutput().get(0) > 0.5)
                .contains(true, false);
    }
}
