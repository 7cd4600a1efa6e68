package io.millrace.statistics.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankingTest {
    @Test
    void shouldCountPairs() {
        Ranking ranking = Ranking.exact();
        ranking.add(0.9, true);
        ranking.add(0.8, false);
        ranking.add(0.8, true);
        ranking.add(0.1, false);
        assertThat(ranking.rocAuc()).isEqualTo(3.5 / 4); // of four pairs three are right and one is a tie
        assertThat(ranking.averagePrecision()).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-15));
        assertThat(ranking.prAuc()).isCloseTo(0.5 + 0.5 * (1 + 2.0 / 3) / 2, within(1e-15));
        assertThat(ranking.separation()).isEqualTo(0.5);
    }

    @Test
    void shouldCountAWeightAsSoManyExamples() {
        Ranking weighted = Ranking.exact();
        Ranking repeated = Ranking.exact();
        Random random = new Random(2);
        for (int i = 0; i < 200; i++) {
            double score = random.nextInt(20);
            boolean positive = random.nextInt(20) < score;
            int weight = random.nextInt(4);
            weighted.add(score, positive, weight);
            for (int n = 0; n < weight; n++) {
                repeated.add(score, positive);
            }
        }
        assertThat(weighted.rocAuc()).isCloseTo(repeated.rocAuc(), within(1e-12));
        assertThat(weighted.averagePrecision()).isCloseTo(repeated.averagePrecision(), within(1e-12));
        assertThat(weighted.prAuc()).isCloseTo(repeated.prAuc(), within(1e-12));
        assertThat(weighted.separation()).isCloseTo(repeated.separation(), within(1e-12));
    }

    @Test
    void shouldCompareNothingOfOneClass() {
        Ranking nothing = Ranking.exact();
        assertThat(nothing.rocAuc()).isNaN();
        assertThat(nothing.averagePrecision()).isNaN();
        nothing.add(0.5, true);
        assertThat(nothing.rocAuc()).isNaN();
        assertThat(nothing.averagePrecision()).isEqualTo(1);
        assertThat(nothing.prAuc()).isNaN();
        assertThat(nothing.separation()).isNaN();
        nothing.add(0.7, false, 0);
        assertThat(nothing.rocAuc()).isNaN();
    }

    @Test
    void shouldBeNearTheTruthWithScoresRounded() {
        Ranking exact = Ranking.exact();
        Ranking rounded = Ranking.rounded(10_000);
        Random random = new Random(4);
        for (int i = 0; i < 50_000; i++) {
            double score = random.nextDouble();
            boolean positive = random.nextDouble() < score;
            exact.add(score, positive);
            rounded.add(score, positive);
        }
        assertThat(rounded.rocAuc()).isCloseTo(exact.rocAuc(), within(1e-4));
        assertThat(rounded.averagePrecision()).isCloseTo(exact.averagePrecision(), within(1e-3));
    }

    @Test
    void shouldTakeBackWhatWasAdded() {
        Ranking ranking = Ranking.exact();
        ranking.add(0.9, true, 0.1);
        ranking.add(0.9, true, 0.2);
        ranking.add(0.1, false, 0.3);
        ranking.remove(0.9, true, 0.1);
        assertThat(ranking.rocAuc()).isEqualTo(1);
        ranking.remove(0.9, true, 0.2);
        assertThat(ranking.rocAuc()).isNaN();
        assertThatThrownBy(() -> ranking.remove(0.9, true, 0.2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseWhatCannotBeRanked() {
        Ranking ranking = Ranking.exact();
        assertThatThrownBy(() -> ranking.add(Double.NaN, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ranking.add(1, true, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ranking.rounded(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldSlide() {
        SlidingRanking sliding = new SlidingRanking(50);
        Random random = new Random(6);
        double[] scores =
                random.doubles(400).map(score -> Math.rint(20 * score)).toArray();
        boolean[] positives = new boolean[scores.length];
        for (int row = 0; row < scores.length; row++) {
            positives[row] = random.nextDouble() * 20 < scores[row];
            sliding.update(scores[row], positives[row]);
            Ranking expected = Ranking.exact();
            for (int i = Math.max(0, row - 49); i <= row; i++) {
                expected.add(scores[i], positives[i]);
            }
            assertThat(sliding.ranking().rocAuc()).isEqualTo(Double.valueOf(expected.rocAuc()));
            assertThat(sliding.ranking().averagePrecision()).isEqualTo(Double.valueOf(expected.averagePrecision()));
        }
    }

    @Test
    void shouldDrawBothCurvesPointByPoint() {
        Ranking ranking = Ranking.exact();
        ranking.add(0.9, true);
        ranking.add(0.8, false);
        ranking.add(0.8, true);
        ranking.add(0.1, false);

        assertThat(ranking.curve(50))
                .containsExactly(
                        new Ranking.Point(Double.POSITIVE_INFINITY, 0, 0, 1),
                        new Ranking.Point(0.9, 0.5, 0, 1),
                        new Ranking.Point(0.8, 1, 0.5, 2 / 3.0),
                        new Ranking.Point(0.1, 1, 1, 0.5));
    }

    @Test
    void shouldDrawNoMorePointsThanAskedForAndTheEndsExactly() {
        Ranking exact = Ranking.exact();
        Ranking rounded = Ranking.rounded(10_000);
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            double score = random.nextDouble();
            boolean positive = random.nextInt(50) < 1 + 3 * score;
            exact.add(score, positive);
            rounded.add(score, positive);
        }

        List<Ranking.Point> curve = exact.curve(50);

        assertThat(curve).hasSize(50);
        assertThat(curve.get(49).recall()).isEqualTo(1);
        assertThat(curve.get(49).falsePositiveRate()).isEqualTo(1);
        double area = 0;
        for (int i = 1; i < curve.size(); i++) {
            area += (curve.get(i).falsePositiveRate() - curve.get(i - 1).falsePositiveRate())
                    * (curve.get(i).recall() + curve.get(i - 1).recall())
                    / 2;
        }
        assertThat(area).isCloseTo(exact.rocAuc(), within(1e-3));
        assertThat(rounded.curve(50)).hasSizeLessThanOrEqualTo(50);
        assertThat(rounded.curve(50).get(20).threshold())
                .isCloseTo(curve.get(20).threshold(), within(2e-3));
        assertThat(exact.curve(2)).hasSize(2);
    }

    @Test
    void shouldDrawNothingOfOneClass() {
        Ranking ranking = Ranking.exact();
        ranking.add(0.5, true);

        assertThat(ranking.curve(50)).isEmpty();
        assertThatThrownBy(() -> ranking.curve(1)).hasMessage("a curve has at least 2 points, not 1");
    }
}
