package io.millrace.schemas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurationsTest {

    @Test
    void shouldReadEveryUnit() {
        assertThat(Durations.parse("250ms")).isEqualTo(Duration.ofMillis(250));
        assertThat(Durations.parse("5s")).isEqualTo(Duration.ofSeconds(5));
        assertThat(Durations.parse(" 10 m ")).isEqualTo(Duration.ofMinutes(10));
        assertThat(Durations.parse("1h")).isEqualTo(Duration.ofHours(1));
        assertThat(Durations.parse("36500d")).isEqualTo(Duration.ofDays(36_500));
    }

    @Test
    void shouldWriteWhatItReadsInTheLargestUnit() {
        assertThat(Durations.text(Duration.ofMillis(1500))).isEqualTo("1500ms");
        assertThat(Durations.text(Duration.ofSeconds(90))).isEqualTo("90s");
        assertThat(Durations.text(Duration.ofMinutes(120))).isEqualTo("2h");
        for (String text : List.of("100ms", "5s", "10m", "1h", "7d", "0d")) {
            assertThat(Durations.text(Durations.parse(text))).isEqualTo(text);
        }
    }

    @Test
    void shouldRefuseWhatIsNoDuration() {
        for (String text : List.of("", "5", "5 weeks", "-1s", "1.5h", "1H", "999999999999d", "9999999999999s")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Durations.parse(text))
                    .withMessageContaining(text);
        }
    }
}
