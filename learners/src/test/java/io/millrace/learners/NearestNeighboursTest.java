package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNeighboursTest {
    @Test
    void shouldLetTheNearestVoteByTheirDistance() {
        NearestNeighbours learner = new NearestNeighbours(new Layout(List.of(0)), 2, 10);
        learner.learn(new float[] {0}, 0);
        learner.learn(new float[] {6}, 1);
        learner.learn(new float[] {10}, 2);
        // range 10; at 4 the two nearest are 0.2 and 0.4 away: 1/0.3 against 1/0.5
        assertThat(learner.predict(new float[] {4})).containsExactly(new double[] {0.375, 0.625, 0}, within(1e-6));
    }

    @Test
    void shouldForgetWhatLeftTheWindow() {
        NearestNeighbours learner = new NearestNeighbours(new Layout(List.of(0)), 1, 2);
        learner.learn(new float[] {0}, 0);
        learner.learn(new float[] {5}, 1);
        assertThat(learner.predict(new float[] {0})[0]).isEqualTo(1);
        learner.learn(new float[] {6}, 1);
        assertThat(learner.predict(new float[] {0})[0]).isZero();
    }

    @Test
    void shouldTakeAMissingValueToBeFarFromAll() {
        NearestNeighbours learner = new NearestNeighbours(new Layout(List.of(0, 3)), 1, 10);
        learner.learn(new float[] {Float.NaN, 1}, 0);
        learner.learn(new float[] {0.3f, 1}, 1);
        learner.learn(new float[] {1, 2}, 2);
        assertThat(learner.predict(new float[] {0.9f, 1})[1]).isEqualTo(1);
        assertThat(learner.predict(new float[] {0.9f, 2})[2]).isEqualTo(1);
    }

    @Test
    void shouldCountWeights() {
        NearestNeighbours learner = new NearestNeighbours(new Layout(List.of(0)), 2, 10);
        learner.learn(new float[] {1}, 0, 3);
        learner.learn(new float[] {1}, 1);
        assertThat(learner.predict(new float[] {1})).containsExactly(new double[] {0.75, 0.25}, within(1e-9));
    }

    @Test
    void shouldRefuseAnEmptyWindow() {
        assertThatThrownBy(() -> new NearestNeighbours(new Layout(List.of(0)), 1, 0))
                .hasMessageContaining("window");
    }
}
