package io.millrace.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DetectorsTest {
    private static final int CHANGE = 3_000;

    static List<String> names() {
        return Detectors.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldFindAGreatRiseAndBeArmedForTheNext(String name) {
        Detector detector = Detectors.of(name, Map.of());
        Random random = new Random(5);
        int first = firstDrift(detector, random, 0.05, 0.6);
        assertThat(first).as("first rise").isBetween(1, 200);
        for (int i = 0; i < CHANGE; i++) {
            detector.update(random.nextDouble() < 0.05 ? 1 : 0);
        }
        assertThat(firstDrift(detector, random, 0.05, 0.6)).as("second rise").isBetween(1, 200);
    }

    private static int firstDrift(Detector detector, Random random, double before, double after) {
        for (int i = 0; i < CHANGE; i++) {
            detector.update(random.nextDouble() < before ? 1 : 0);
        }
        int observations = 1;
        while (observations < CHANGE && detector.update(random.nextDouble() < after ? 1 : 0) != Signal.DRIFT) {
            observations++;
        }
        return observations;
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldStayStableOnAConstant(String name) {
        for (double constant : new double[] {0, 0.4}) {
            Detector detector = Detectors.of(name, Map.of());
            for (int i = 0; i < 5_000; i++) {
                assertThat(detector.update(constant))
                        .as("%s of %s at %s", name, constant, i)
                        .isEqualTo(Signal.STABLE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldNotSeeWhatIsNotFinite(String name) {
        Detector with = Detectors.of(name, Map.of());
        Detector without = Detectors.of(name, Map.of());
        Random random = new Random(17);
        for (int i = 0; i < 6_000; i++) {
            double value = random.nextDouble() < (i < CHANGE ? 0.1 : 0.5) ? 1 : 0;
            Signal signal = with.update(value);
            assertThat(signal).isEqualTo(without.update(value));
            Signal unseen = with.update(i % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY);
            assertThat(unseen).isEqualTo(signal == Signal.DRIFT ? Signal.STABLE : signal);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldTakeAnyNumberAndRecover(String name) {
        Detector detector = Detectors.of(name, Map.of());
        for (double value : new double[] {-1, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 0.5, 1}) {
            for (int i = 0; i < 40; i++) {
                assertThat(detector.update(value)).isNotNull();
            }
        }
        assertThat(firstDrift(detector, new Random(37), 0.05, 0.6)).isLessThan(CHANGE);
    }

    /** Alarms in the first 10,000 observations of an error rate that stays at 0.1, and the delay when it becomes 0.3: the README's table. */
    @ParameterizedTest
    @CsvSource({
        "adwin, 0, 0.05, 100, 140",
        "ddm, 0.4, 1.2, 250, 400",
        "eddm, 9, 17, 80, 160",
        "hddm-a, 0, 0.1, 110, 160",
        "hddm-w, 0, 0.1, 140, 280",
        "page-hinkley, 0, 0.05, 320, 400",
        "cusum, 0, 0.05, 190, 260",
        "kswin, 0, 0.1, 1500, 2500",
        "bernoulli-cusum, 0.02, 0.2, 40, 75"
    })
    void shouldAlarmFalselyAndLateAsTheReadmeSays(
            String name, double least, double most, double soonest, double latest) {
        Random random = new Random(23);
        double alarms = 0;
        int streams = 100;
        for (int stream = 0; stream < streams; stream++) {
            Detector detector = Detectors.of(name, Map.of());
            for (int i = 0; i < 10_000; i++) {
                alarms += detector.update(random.nextDouble() < 0.1 ? 1 : 0) == Signal.DRIFT ? 1 : 0;
            }
        }
        double delay = 0;
        int runs = 100;
        for (int run = 0; run < runs; run++) {
            delay += (double) firstDrift(Detectors.of(name, Map.of()), random, 0.1, 0.3) / runs;
        }
        assertThat(alarms / streams).as("false alarms").isBetween(least, most);
        assertThat(delay).as("delay").isBetween(soonest, latest);
    }

    @Test
    void shouldFindAnyChangeOfTheDistributionByKswin() {
        assertThat(changeFound("kswin", value -> 0.5 + (value - 0.5) / 10)).isBetween(1, 200);
        assertThat(changeFound("adwin", value -> 0.5 + (value - 0.5) / 10)).isEqualTo(CHANGE);
    }

    private static int changeFound(String name, DoubleUnaryOperator change) {
        Detector detector = Detectors.of(name, Map.of());
        Random random = new Random(29);
        for (int i = 0; i < 90; i++) {
            detector.update(random.nextDouble());
        }
        int observations = 1;
        while (observations < CHANGE && detector.update(change.applyAsDouble(random.nextDouble())) != Signal.DRIFT) {
            observations++;
        }
        return observations;
    }

    @Test
    void shouldForgetWhatWasBeforeTheChangeByAdwin() {
        Adwin adwin = new Adwin(0.002, 32);
        Random random = new Random(31);
        for (int i = 0; i < 5_000; i++) {
            adwin.update(random.nextDouble() < 0.1 ? 1 : 0);
        }
        assertThat(adwin.width()).isEqualTo(5_000);
        assertThat(adwin.mean()).isBetween(0.08, 0.12);
        for (int i = 0; i < 1_000; i++) {
            adwin.update(random.nextDouble() < 0.5 ? 1 : 0);
        }
        assertThat(adwin.width()).isLessThanOrEqualTo(1_100);
        assertThat(adwin.mean()).isBetween(0.4, 0.6);
    }

    @Test
    void shouldKnowNamesAsPeopleWriteThem() {
        assertThat(Detectors.names())
                .containsExactly(
                        "adwin",
                        "ddm",
                        "eddm",
                        "hddm-a",
                        "hddm-w",
                        "page-hinkley",
                        "cusum",
                        "kswin",
                        "bernoulli-cusum");
        assertThat(Detectors.of("HDDM_A", Map.of())).isInstanceOf(HddmA.class);
        assertThat(Detectors.of("PageHinkley", Map.of())).isInstanceOf(PageHinkley.class);
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Detectors.of("magic", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no detector magic, but [adwin, ");
        assertThatThrownBy(() -> Detectors.of("ddm", Map.of("delta", 1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ddm has no delta, but [drift, minimum, warning]");
        assertThatThrownBy(() -> Detectors.of("adwin", Map.of("delta", 0.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("delta must be above 0 and at most 1, not 0.0");
        assertThatThrownBy(() -> Detectors.of("adwin", Map.of("clock", 1.5)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Detectors.of("cusum", Map.of("delta", Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Detectors.of("kswin", Map.of("latest", 60.0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
