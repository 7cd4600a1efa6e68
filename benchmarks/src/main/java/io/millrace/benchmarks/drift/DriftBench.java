package io.millrace.benchmarks.drift;

import io.millrace.statistics.drift.Detector;
import io.millrace.statistics.drift.Detectors;
import io.millrace.statistics.drift.Signal;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Measures false alarms where nothing changes, and how soon a change is found where something does; the same seed gives the same figures. */
public final class DriftBench {
    private static final int[] WINDOWS = {100, 200, 500, 1_000};
    private static final int[] COLUMNS = {1, 20, 100};

    /** Each with a reference of its own, of which some are unlucky. */
    private static final int WINDOWS_PER_REFERENCE = 300;

    private static final int TRIALS = 200;
    private static final double SHIFT = 0.5;
    private static final int STABLE_OUTCOMES = 1_000_000;
    private static final int OUTCOMES_BEFORE = 2_000;
    private static final int OUTCOMES_AFTER = 5_000;
    private static final double ERROR_RATE = 0.1;
    private static final double RISEN = 0.3;

    private final int references;
    private final double falseAlarms;
    private final SplittableRandom random;

    /**
     * @param references of each scene, with 300 windows each
     * @param every expected number of windows between two false alarms
     */
    public DriftBench(int references, int every, long seed) {
        this.references = references;
        this.falseAlarms = 1.0 / every;
        this.random = new SplittableRandom(seed);
    }

    /** @param progress hears a line now and then */
    public DriftResult run(Consumer<String> progress) {
        double watched = new Watching(random).perSecond();
        List<FalseAlarms> stable = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int columns : COLUMNS) {
                for (int window : WINDOWS) {
                    stable.add(stable(kind, columns, window));
                }
            }
            progress.accept(line(kind, stable));
        }
        double found = foundWithinTwoWindows();
        List<Delay> delays = Detectors.names().stream().map(this::delay).toList();
        return new DriftResult(falseAlarms, stable, found, delays, calibrationSeconds(), watched);
    }

    private String line(Kind kind, List<FalseAlarms> all) {
        DoubleSummaryStatistics ratios = all.stream()
                .filter(one -> one.kind() == kind)
                .mapToDouble(one -> one.measured() / falseAlarms)
                .summaryStatistics();
        return String.format(
                Locale.ROOT,
                "%s: %.2f to %.2f times the false alarms that are stated",
                kind.name().toLowerCase(Locale.ROOT),
                ratios.getMin(),
                ratios.getMax());
    }

    private FalseAlarms stable(Kind kind, int columns, int window) {
        long[] counts = new long[4];
        for (int i = 0; i < references; i++) {
            Scene scene = new Scene(kind, columns, window, falseAlarms, random);
            for (int j = 0; j < WINDOWS_PER_REFERENCE; j++) {
                Scene.Seen seen = scene.look(0);
                counts[0] += seen.alarm() ? 1 : 0;
                counts[1] += seen.fixed() ? 1 : 0;
                counts[2] += seen.psi() > 0.1 ? 1 : 0;
                counts[3] += seen.psi() > 0.2 ? 1 : 0;
            }
        }
        return FalseAlarms.of(kind, columns, window, (long) references * WINDOWS_PER_REFERENCE, counts);
    }

    /** Share of the shifts of half a standard deviation in one of 20 columns that one of two windows of 500 shows. */
    private double foundWithinTwoWindows() {
        int found = 0;
        for (int i = 0; i < TRIALS; i++) {
            Scene scene = new Scene(Kind.NORMAL, 20, 500, falseAlarms, random);
            boolean first = scene.look(SHIFT).alarm();
            boolean second = scene.look(SHIFT).alarm();
            found += first || second ? 1 : 0;
        }
        return (double) found / TRIALS;
    }

    private Delay delay(String name) {
        long stableAlarms = 0;
        Detector stable = detector(name);
        for (int i = 0; i < STABLE_OUTCOMES; i++) {
            stableAlarms += isDrift(stable, ERROR_RATE) ? 1 : 0;
        }
        long outcomes = 0;
        int missed = 0;
        for (int i = 0; i < TRIALS; i++) {
            int after = outcomesToAlarm(name);
            outcomes += after;
            missed += after == OUTCOMES_AFTER ? 1 : 0;
        }
        return new Delay(
                name, stableAlarms * 10_000.0 / STABLE_OUTCOMES, (double) outcomes / TRIALS, (double) missed / TRIALS);
    }

    private int outcomesToAlarm(String name) {
        Detector detector = detector(name);
        for (int i = 0; i < OUTCOMES_BEFORE; i++) {
            isDrift(detector, ERROR_RATE);
        }
        for (int i = 1; i < OUTCOMES_AFTER; i++) {
            if (isDrift(detector, RISEN)) {
                return i;
            }
        }
        return OUTCOMES_AFTER;
    }

    /** As it comes, but ours with the distance of false alarms that the monitor has by default. */
    private static Detector detector(String name) {
        boolean ours = name.equals("bernoulli-cusum");
        return Detectors.of(name, ours ? Map.of("average-run-length", 1_000_000.0) : Map.of());
    }

    private boolean isDrift(Detector detector, double errorRate) {
        return detector.update(random.nextDouble() < errorRate ? 1 : 0) == Signal.DRIFT;
    }

    /** Of 50 columns and windows of 1,000 rows, the second time. */
    private double calibrationSeconds() {
        double seconds = 0;
        for (int i = 0; i < 2; i++) {
            seconds = new Calibration(random).seconds();
        }
        return seconds;
    }
}
