package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.features.Figures;
import io.millrace.schemas.ColumnProfile;
import io.millrace.statistics.profiles.Profile;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ColumnFiguresTest {
    private final ColumnFigures figures = new ColumnFigures();

    @Test
    void shouldKnowNothingOfAColumnThatHasNoProfile() {
        assertThat(figures.of("amount")).isSameAs(Figures.NONE);
    }

    @Test
    void shouldMergeTheRunningWindowAndTheOneBeforeOfEveryPartition() {
        take("amount/0", profile("amount", 1, 2));
        take("amount/0/last", profile("amount", 3));
        take("amount/1", profile("amount", 4, 5, 6));
        take("other/0", profile("other", 7));
        assertThat(figures.of("amount").count()).isEqualTo(6);
        assertThat(figures.of("other").count()).isEqualTo(1);
    }

    @Test
    void shouldFollowWhatComesToTheTopic() {
        take("amount/0", profile("amount", 1));
        assertThat(figures.of("amount").count()).isEqualTo(1);
        take("amount/0", profile("amount", 1, 2));
        assertThat(figures.of("amount").count()).isEqualTo(2);
    }

    @Test
    void shouldPassOverWhatIsNoProfile() {
        take("amount/0", profile("amount", 1));
        figures.take("amount/1", Optional.empty());
        take(
                "amount/2",
                ColumnProfile.newBuilder(profile("amount", 2))
                        .setSketch(ByteBuffer.wrap(new byte[] {9, 9}))
                        .build());
        assertThat(figures.of("amount").count()).isEqualTo(1);
    }

    private void take(String key, ColumnProfile profile) {
        figures.take(key, Optional.of(profile));
    }

    static ColumnProfile profile(String column, double... numbers) {
        Profile profile = new Profile();
        for (double number : numbers) {
            profile.add(number);
        }
        return ColumnProfile.newBuilder()
                .setColumn(column)
                .setFrom(Instant.EPOCH)
                .setTo(Instant.EPOCH)
                .setCount(profile.count())
                .setMissing(0)
                .setSketch(ByteBuffer.wrap(profile.toBytes()))
                .build();
    }
}
