package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BaselinesTest {
    private static final float[] ANY = {0};

    @Test
    void shouldKnowNoClassBeforeTheFirstExample() {
        assertThat(new Majority().predict(ANY)).isEmpty();
        assertThat(new NoChange().predict(ANY)).isEmpty();
    }

    @Test
    void shouldAnswerTheSharesSoFar() {
        Majority majority = new Majority();
        majority.learn(ANY, 2);
        majority.learn(ANY, 0, 3);
        assertThat(majority.predict(ANY)).containsExactly(0.75, 0, 0.25);
    }

    @Test
    void shouldRepeatTheLastLabel() {
        NoChange noChange = new NoChange();
        noChange.learn(ANY, 2);
        assertThat(noChange.predict(ANY)).containsExactly(0, 0, 1);
        noChange.learn(ANY, 0);
        assertThat(noChange.predict(ANY)).containsExactly(1, 0, 0);
    }

    @Test
    void shouldRefuseALayoutThatCannotBeMeant() {
        assertThatThrownBy(() -> new Layout(List.of())).hasMessageContaining("at least one slot");
        assertThatThrownBy(() -> new Layout(List.of(0, -1))).hasMessageContaining("not -1");
    }

    @Test
    void shouldTakeWhatIsBeyondTheCodesAsUnknown() {
        assertThat(Layout.code(2, 3)).isEqualTo(2);
        assertThat(Layout.code(3, 3)).isZero();
        assertThat(Layout.code(-1, 3)).isZero();
    }
}
