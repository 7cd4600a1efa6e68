package io.millrace.models.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.schemas.ModelVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbesTest {
    private final float[] matrix = {1, 2, 3, 4, Float.NaN, 6};
    private final ModelBytes bytes = ModelBytes.of(new byte[] {1});
    private final ModelVersion version = Versions.of(3, bytes, Probes.ask(answering(0.25f, 0.75f), matrix, 2));

    @Test
    void shouldHoldInputAndAnswerOfEachRow() {
        assertThat(version.getProbes().get(1).getInput()).containsExactly(4f, Float.NaN, 6f);
        assertThat(version.getProbes().get(1).getOutput()).containsExactly(0.25f, 0.75f);
    }

    @Test
    void shouldAcceptTheSameAnswersWithinTolerance() {
        assertThatCode(() -> Probes.check(version, answering(0.25005f, 0.74995f)))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseOtherAnswers() {
        assertThatThrownBy(() -> Probes.check(version, answering(0.26f, 0.74f)))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("model version 3 answers 0.26 instead of 0.25 to probe 0, class A");
    }

    @Test
    void shouldRefuseWhatIsNotANumber() {
        assertThatThrownBy(() -> Probes.check(version, answering(Float.NaN, 0.75f)))
                .isInstanceOf(ModelRefused.class);
    }

    @Test
    void shouldRefuseAnotherNumberOfClasses() {
        assertThatThrownBy(() -> Probes.check(version, answering(1f)))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("2 probes of 2 classes");
    }

    @Test
    void shouldRefuseAVersionWithoutProbes() {
        assertThatThrownBy(() -> Probes.check(Versions.of(3, bytes, List.of()), answering(1f)))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("carries no probes");
    }

    private static Classifier answering(float... row) {
        return (input, rows) -> {
            float[] answers = new float[rows * row.length];
            for (int i = 0; i < answers.length; i++) {
                answers[i] = row[i % row.length];
            }
            return answers;
        };
    }
}
