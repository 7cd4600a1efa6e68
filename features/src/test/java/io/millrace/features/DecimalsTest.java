package io.millrace.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DecimalsTest {
    private static final String ALPHABET = "0123456789012345678901234567890123456789+-..eEfdxN ";

    private final RandomGenerator random = new SplittableRandom(7);

    @Test
    void shouldAgreeWithJavaOnEveryNumberItTakes() {
        for (int i = 0; i < 100_000; i++) {
            String text = (random.nextBoolean() ? "-" : "")
                    + digits()
                    + (random.nextBoolean() ? "." + digits() : "")
                    + (random.nextInt(3) == 0 ? "e" + random.nextInt(-330, 330) : "");
            assertThat(Decimals.parse(text)).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    @Test
    void shouldTakeNothingThatIsNoDecimalNumber() {
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(8); n > 0; n--) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            boolean decimal = text.toString().matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
            assertThat(!Double.isNaN(Decimals.parse(text.toString())))
                    .as("'%s'", text)
                    .isEqualTo(decimal);
        }
    }

    private String digits() {
        StringBuilder digits = new StringBuilder();
        for (int n = random.nextInt(1, 20); n > 0; n--) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }
}
