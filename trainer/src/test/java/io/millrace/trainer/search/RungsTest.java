package io.millrace.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.schemas.pipeline.Search.Strategy;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RungsTest {
    @Test
    void shouldBeOneOfAllRowsWhereNothingIsHalved() {
        Rungs rungs = Rungs.of(Strategy.RANDOM, 20, 100_000);

        assertThat(rungs.count()).isEqualTo(1);
        assertThat(rungs.part(0)).isEqualTo(1);
        assertThat(rungs.trainings(20)).isEqualTo(20);
    }

    @Test
    void shouldTripleTheRowsFromRungToRung() {
        Rungs rungs = Rungs.of(Strategy.HALVING, 20, 100_000);

        assertThat(rungs.count()).isEqualTo(3);
        assertThat(rungs.part(0)).isCloseTo(1 / 9.0, within(1e-12));
        assertThat(rungs.part(1)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(rungs.part(2)).isEqualTo(1);
        assertThat(rungs.trainings(20)).isEqualTo(20 + 8 + 4);
    }

    @Test
    void shouldNotLearnFromFewerRowsThanTellAnything() {
        assertThat(Rungs.of(Strategy.HALVING, 200, 3 * Rungs.LEAST_ROWS).count())
                .isEqualTo(2);
        assertThat(Rungs.of(Strategy.HALVING, 200, 3 * Rungs.LEAST_ROWS - 1).count())
                .isEqualTo(1);
    }

    @Test
    void shouldKeepTheBetterThirdAndWhatIsGiven() {
        List<Trial> rung = trials(0.9, 0.4, 0.5, 0.3, Double.POSITIVE_INFINITY, 0.4);

        assertThat(Rungs.survivors(rung)).containsExactly(rung.get(0), rung.get(1), rung.get(3));
    }

    private static List<Trial> trials(double... losses) {
        return IntStream.range(0, losses.length)
                .mapToObj(i -> new Trial(new Proposal(Searches.with("seed: " + i), "trial " + i), losses[i]))
                .toList();
    }
}
