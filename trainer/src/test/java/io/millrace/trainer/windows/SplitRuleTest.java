package io.millrace.trainer.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.pipeline.Training;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The one value of a row is its number, so that it is known again in its part. */
class SplitRuleTest {
    @Test
    void shouldTestOnTheLatestAndHoldOutWhatComesBefore() {
        TrainingWindow.Split split = rule("time", 0.2, 0.1).split(eachItsOwn(10));

        assertThat(split.training().matrix()).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(split.heldOut().matrix()).containsExactly(7, 8);
        assertThat(split.test().matrix()).containsExactly(9);
        assertThat(split.moved()).isZero();
    }

    @Test
    void shouldTestOnNothingUnlessAsked() {
        assertThat(rule("time", 0.2, 0).split(eachItsOwn(10)).test().rows()).isZero();
        assertThat(rule("hash", 0.2, 0).split(eachItsOwn(10)).test().rows()).isZero();
    }

    @Test
    void shouldHoldOutAllRowsOfWhoeverCameLatest() {
        TrainingWindow.Split split = rule("time", 0.3, 0).split(about(7, 1, 2, 3, 4, 5, 1, 6, 2, 7));

        assertThat(split.heldOut().matrix()).as("entity 7, then 2 fills it").containsExactly(0, 2, 8, 9);
        assertThat(split.training().matrix()).containsExactly(1, 3, 4, 5, 6, 7);
        assertThat(split.moved())
                .as("rows 0 and 2 by themselves, and 7 for them")
                .isEqualTo(3);
    }

    @Test
    void shouldNotHoldOutAnEntityThatIsMostOfTheWindow() {
        TrainingWindow.Split split = rule("time", 0.2, 0).split(about(1, 2, 3, 9, 9, 9, 9, 9, 9, 9));

        assertThat(split.heldOut().matrix()).containsExactly(1, 2);
        assertThat(split.training().matrix()).containsExactly(0, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void shouldHoldOutTheSmallestEntityWhereAllAreTooLarge() {
        TrainingWindow.Split split = rule("time", 0.1, 0).split(about(1, 1, 1, 2, 2, 2, 2, 2, 2, 2));

        assertThat(split.heldOut().matrix()).containsExactly(0, 1, 2);
    }

    @Test
    void shouldHoldOutNothingOfAWindowThatIsAboutOneEntity() {
        TrainingWindow.Split split = rule("time", 0.2, 0).split(about(1, 1, 1, 1, 1));

        assertThat(split.training().rows()).isEqualTo(5);
        assertThat(split.heldOut().rows()).isZero();
    }

    @Test
    void shouldLearnFromOlderRowsButNotFromThoseOfWhoeverIsHeldOut() {
        SplitRule rule = rule("time", 0.3, 0.1);
        TrainingWindow.Split split = rule.split(about(7, 1, 2, 3, 4, 5, 1, 6, 2, 7));

        TrainingWindow.Split more = rule.withOlder(split, about(8, 7, 2, 8, 1));

        assertThat(more.training().groups()).startsWith(8, 8, 1).doesNotContain(7, 2);
        assertThat(more.training().rows()).isEqualTo(split.training().rows() + 3);
        assertThat(more.made()).isZero();
        assertThat(more.heldOut()).isSameAs(split.heldOut());
    }

    @Test
    void shouldLearnFromNoOlderRowWhoseHashIsOfAnotherPart() {
        SplitRule rule = rule("hash", 0.2, 0.1);
        TrainingWindow older = shuffledEntities(2_000, 300, 2);

        TrainingWindow.Split more = rule.withOlder(rule.split(shuffledEntities(200, 20, 1)), older);

        assertThat(more.training().rows())
                .isLessThanOrEqualTo(200 + rule.split(older).training().rows());
        assertThat(rule.split(more.training()).heldOut().rows()).isZero();
    }

    @Test
    void shouldPutAnEntityIntoTheSamePartOfEveryWindowByHash() {
        TrainingWindow.Split before = rule("hash", 0.2, 0.1).split(shuffledEntities(2_000, 300, 1));
        TrainingWindow.Split after = rule("hash", 0.2, 0.1).split(shuffledEntities(2_000, 300, 2));

        assertThat(after.heldOut().groups()).containsOnly(distinct(before.heldOut()));
        assertThat(after.test().groups()).containsOnly(distinct(before.test()));
    }

    @ParameterizedTest
    @EnumSource(Training.SplitBy.class)
    void shouldNeverHaveAnEntityInTwoParts(Training.SplitBy by) {
        SplittableRandom random = new SplittableRandom(7);
        for (int story = 0; story < 300; story++) {
            int rows = random.nextInt(100, 1_000);
            double heldOut = random.nextDouble(0.05, 0.5);
            double test = random.nextBoolean() ? 0 : random.nextDouble(0.05, 0.4);
            TrainingWindow window = shuffledEntities(rows, random.nextInt(2, rows), story);
            TrainingWindow.Split split = rule(by.name().toLowerCase(java.util.Locale.ROOT), heldOut, test)
                    .split(window);

            List<TrainingWindow> parts = List.of(split.training(), split.heldOut(), split.test());
            assertThat(parts.stream().mapToInt(TrainingWindow::rows).sum())
                    .as("nothing is dropped")
                    .isEqualTo(rows);
            Set<Long> seen = new HashSet<>();
            for (TrainingWindow part : parts) {
                for (long entity : distinct(part)) {
                    assertThat(seen.add(entity)).isTrue();
                }
                assertThat(part.matrix()).as("in the order of the window").isSorted();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Training.SplitBy.class)
    void shouldGiveTheSamePartsForTheSameWindow(Training.SplitBy by) {
        SplitRule rule = rule(by.name().toLowerCase(java.util.Locale.ROOT), 0.2, 0.1);
        TrainingWindow.Split first = rule.split(shuffledEntities(1_000, 100, 3));
        TrainingWindow.Split again = rule.split(shuffledEntities(1_000, 100, 3));

        assertThat(again.training().matrix()).isEqualTo(first.training().matrix());
        assertThat(again.heldOut().matrix()).isEqualTo(first.heldOut().matrix());
        assertThat(again.test().matrix()).isEqualTo(first.test().matrix());
    }

    @ParameterizedTest
    @EnumSource(Training.SplitBy.class)
    void shouldGiveEachPartAboutItsShare(Training.SplitBy by) {
        TrainingWindow.Split split =
                rule(by.name().toLowerCase(java.util.Locale.ROOT), 0.2, 0.1).split(shuffledEntities(50_000, 10_000, 4));

        assertThat(split.heldOut().rows() / 50_000.0).isCloseTo(0.2, within(0.01));
        assertThat(split.test().rows() / 50_000.0).isCloseTo(0.1, within(0.01));
    }

    private static SplitRule rule(String by, double heldOut, double test) {
        return SplitRule.of(PipelineReader.parse("""
                name: loans
                task: binary-classification
                label: {classes: [A, B]}
                columns: [{name: age, type: numeric}]
                training: {split: %s, validationShare: %s, testShare: %s}
                """.formatted(by, heldOut, test), "loans.yaml")
                .training());
    }

    private static TrainingWindow eachItsOwn(int rows) {
        return about(LongStream.range(0, rows).toArray());
    }

    /** A window of so many rows about at most so many entities, by their hashes. */
    private static TrainingWindow shuffledEntities(int rows, int entities, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return about(LongStream.range(0, rows)
                .map(row -> RowHash.of("customer-" + random.nextInt(entities)))
                .toArray());
    }

    private static TrainingWindow about(long... entities) {
        float[] numbers = new float[entities.length];
        IntStream.range(0, numbers.length).forEach(row -> numbers[row] = row);
        return new TrainingWindow(1, numbers, new int[numbers.length], entities);
    }

    private static Long[] distinct(TrainingWindow part) {
        return Arrays.stream(part.groups()).distinct().boxed().toArray(Long[]::new);
    }
}
