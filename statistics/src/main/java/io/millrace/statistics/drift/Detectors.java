package io.millrace.statistics.drift;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes sequential detectors by name, with named parameters. */
public final class Detectors {
    private static final Map<String, Kind> KINDS = Stream.of(
                    new Kind(
                            "adwin",
                            Map.of("delta", 0.002, "clock", 32.0),
                            given -> new Adwin(given.share("delta"), given.count("clock"))),
                    new Kind(
                            "ddm",
                            Map.of("minimum", 30.0, "warning", 2.0, "drift", 3.0),
                            given -> new Ddm(
                                    given.count("minimum"), given.positive("warning"), given.positive("drift"))),
                    new Kind(
                            "eddm",
                            Map.of("minimum", 30.0, "warning", 0.95, "drift", 0.90),
                            given -> new Eddm(given.count("minimum"), given.share("warning"), given.share("drift"))),
                    new Kind(
                            "hddm-a",
                            Map.of("drift", 0.001, "warning", 0.005),
                            given -> new HddmA(given.share("drift"), given.share("warning"))),
                    new Kind(
                            "hddm-w",
                            Map.of("drift", 0.001, "warning", 0.005, "lambda", 0.05),
                            given -> new HddmW(given.share("drift"), given.share("warning"), given.share("lambda"))),
                    new Kind(
                            "page-hinkley",
                            Map.of("minimum", 30.0, "delta", 0.005, "lambda", 50.0, "alpha", 0.9999),
                            given -> new PageHinkley(
                                    given.count("minimum"),
                                    given.number("delta"),
                                    given.positive("lambda"),
                                    given.share("alpha"))),
                    new Kind(
                            "cusum",
                            Map.of("minimum", 30.0, "delta", 0.005, "lambda", 50.0),
                            given ->
                                    new Cusum(given.count("minimum"), given.number("delta"), given.positive("lambda"))),
                    new Kind(
                            "kswin",
                            Map.of("alpha", 0.005, "window", 100.0, "latest", 30.0, "seed", 1.0),
                            given -> new Kswin(
                                    given.share("alpha"),
                                    given.count("window"),
                                    given.count("latest"),
                                    new SplittableRandom((long) given.number("seed")))),
                    new Kind(
                            "bernoulli-cusum",
                            Map.of("p0", 0.1, "p1", 0.2, "average-run-length", 100_000.0),
                            given -> rearming(BernoulliCusum.of(
                                            given.number("p0"), given.number("p1"), given.number("average-run-length"))
                                    .state())))
            .collect(Collectors.toMap(Kind::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));

    private Detectors() {}

    private record Kind(String name, Map<String, Double> defaults, Function<Parameters, Detector> maker) {}

    /** Values by name, checked as they are read. */
    private record Parameters(Map<String, Double> values) {
        double number(String name) {
            return check(name, Double.isFinite(values.get(name)), "a number");
        }

        double positive(String name) {
            return check(name, values.get(name) > 0 && Double.isFinite(values.get(name)), "above 0");
        }

        /** Above 0 and at most 1. */
        double share(String name) {
            return check(name, values.get(name) > 0 && values.get(name) <= 1, "above 0 and at most 1");
        }

        int count(String name) {
            double value = values.get(name);
            return (int)
                    check(name, value >= 1 && value <= 1e9 && value == Math.rint(value), "a whole number from 1 on");
        }

        private double check(String name, boolean holds, String wanted) {
            if (!holds) {
                throw new IllegalArgumentException(name + " must be " + wanted + ", not " + values.get(name));
            }
            return values.get(name);
        }
    }

    /** {@code adwin}, {@code ddm}, … */
    public static List<String> names() {
        return List.copyOf(KINDS.keySet());
    }

    /**
     * The parameters of a detector and what they are where not given; their meaning stands at its class.
     *
     * @throws IllegalArgumentException where there is no such detector; it names all
     */
    public static Map<String, Double> defaults(String name) {
        return kind(name).defaults();
    }

    /**
     * A new detector.
     *
     * @param name one of {@link #names}, in small or capital letters, with hyphens, underscores or neither
     * @param parameters what differs from {@link #defaults}
     * @throws IllegalArgumentException where there is no such detector or parameter, or its value cannot be meant
     */
    public static Detector of(String name, Map<String, Double> parameters) {
        Kind kind = kind(name);
        Map<String, Double> values = new LinkedHashMap<>(kind.defaults());
        parameters.forEach((parameter, value) -> {
            if (values.replace(parameter, value) == null) {
                throw new IllegalArgumentException(kind.name() + " has no " + parameter + ", but "
                        + kind.defaults().keySet().stream().sorted().toList());
            }
        });
        return kind.maker().apply(new Parameters(values));
    }

    private static Kind kind(String name) {
        String wanted = letters(name);
        return KINDS.values().stream()
                .filter(kind -> letters(kind.name()).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no detector " + name + ", but " + names()));
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** It comes down by itself; here it begins anew after a drift, as the others do. A value of one half or more is an error. */
    private static Detector rearming(BernoulliCusum.State fresh) {
        return new RearmingDetector() {
            private BernoulliCusum cusum = BernoulliCusum.restore(fresh);

            @Override
            Signal next(double value) {
                return cusum.update(value >= 0.5);
            }

            @Override
            void rearm() {
                cusum = BernoulliCusum.restore(fresh);
            }
        };
    }
}
