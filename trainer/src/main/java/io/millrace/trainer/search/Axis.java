package io.millrace.trainer.search;

import io.millrace.schemas.pipeline.Training;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * One parameter that is looked for.
 *
 * @param name as trials tell it
 * @param listed values of a grid; none leaves the parameter as it is given
 * @param draw one value
 * @param set the value among all settings
 */
record Axis<T>(String name, List<T> listed, Function<RandomGenerator, T> draw, BiFunction<Training, T, Training> set) {
    /** Nobody wants to read more of a number that was drawn. */
    private static final MathContext DIGITS = new MathContext(3);

    /** One of the list. */
    static <T> Axis<T> choice(String name, List<T> listed, BiFunction<Training, T, Training> set) {
        return new Axis<>(name, listed, random -> listed.get(random.nextInt(listed.size())), set);
    }

    /** A number from the least to the greatest of the list, all as likely. */
    static Axis<Double> share(String name, List<Double> listed, BiFunction<Training, Double, Training> set) {
        return new Axis<>(
                name,
                listed,
                random -> {
                    double least = Collections.min(listed);
                    return rounded(least + random.nextDouble() * (Collections.max(listed) - least), listed);
                },
                set);
    }

    /** The same, each order of magnitude as likely; evenly, where the least is 0. */
    static Axis<Double> scale(String name, List<Double> listed, BiFunction<Training, Double, Training> set) {
        if (listed.contains(0.0)) {
            return share(name, listed, set);
        }
        return new Axis<>(
                name,
                listed,
                random -> {
                    double least = Collections.min(listed);
                    double times = Collections.max(listed) / least;
                    return rounded(least * Math.pow(times, random.nextDouble()), listed);
                },
                set);
    }

    /** A whole number from the least to the greatest of the list. */
    static Axis<Integer> count(String name, List<Integer> listed, BiFunction<Training, Integer, Training> set) {
        return new Axis<>(
                name, listed, random -> random.nextInt(Collections.min(listed), Collections.max(listed) + 1), set);
    }

    private static double rounded(double drawn, List<Double> listed) {
        double rounded = new BigDecimal(drawn).round(DIGITS).doubleValue();
        return Math.max(Collections.min(listed), Math.min(rounded, Collections.max(listed)));
    }

    boolean isSearched() {
        return !listed.isEmpty();
    }

    Proposal drawn(Proposal before, RandomGenerator random) {
        return with(before, draw.apply(random));
    }

    /** With each of the list. */
    List<Proposal> each(Proposal before) {
        return listed.stream().map(value -> with(before, value)).toList();
    }

    private Proposal with(Proposal before, T value) {
        return before.and(set.apply(before.settings(), value), name + " " + value);
    }
}
