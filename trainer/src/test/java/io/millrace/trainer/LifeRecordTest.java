package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.ModelLife;
import io.millrace.statistics.sequential.BettingTest;
import io.millrace.trainer.life.Life;
import io.millrace.trainer.life.Shadows;
import io.millrace.trainer.life.Standing;
import io.millrace.trainer.life.Trial;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifeRecordTest {
    @Test
    void shouldKeepAllThatIsCompared() {
        Life life = new Life(
                new Standing.OnProbation(7, trial(6, true)), new Shadows(List.of(trial(5, true), trial(8, false))));

        ModelLife kept = LifeRecord.of(life, Map.of(3, 40L));

        assertThat(LifeRecord.life(kept)).isEqualTo(life);
        assertThat(LifeRecord.offsets(kept)).containsExactly(Map.entry(3, 40L));
    }

    @Test
    void shouldKeepOneThatNobodyDoubts() {
        Life life = new Life(new Standing.Settled(7, 6), new Shadows(List.of()));

        assertThat(LifeRecord.life(LifeRecord.of(life, Map.of()))).isEqualTo(life);
        assertThat(LifeRecord.life(LifeRecord.of(Life.of(0), Map.of()))).isEqualTo(Life.of(0));
    }

    private static Trial trial(long version, boolean served) {
        return new Trial(
                version,
                served,
                1_000,
                0.5,
                BettingTest.over(100).after(0.5),
                BettingTest.over(100).after(-0.5));
    }
}
