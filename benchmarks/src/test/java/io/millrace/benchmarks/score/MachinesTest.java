package io.millrace.benchmarks.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.pipeline.VectorLayout.Slot;
import org.junit.jupiter.api.Test;

class MachinesTest {
    private final Machines machines = new Machines(1_700_000_000_000L);

    @Test
    void shouldHaveTwentyNumbersAndThreeCategories() {
        assertThat(machines.layout().slots()).hasSize(23);
        assertThat(machines.layout().slots()).filteredOn(Slot::categorical).hasSize(3);
    }

    @Test
    void shouldLackOneValueInAHundred() {
        int missing = 0;
        for (int number = 0; number < 5_000; number++) {
            FeatureVector vector = machines.vector(number);
            assertThat(vector.getValues()).hasSize(23);
            missing += vector.getMissing();
        }
        assertThat(missing / (5_000.0 * 23)).isBetween(0.008, 0.012);
    }

    @Test
    void shouldKnowANumberByItsId() {
        assertThat(Machines.number(Machines.id(1_234_567))).isEqualTo(1_234_567);
    }

    @Test
    void shouldMakeTheSameVectorOfTheSameNumber() {
        assertThat(machines.vector(7)).isEqualTo(machines.vector(7)).isNotEqualTo(machines.vector(8));
    }
}
