package io.millrace.benchmarks.drift;

import java.util.random.RandomGenerator;

/** What a column holds. Categories are numbers here; which of them a value is compares like a category all the same. */
enum Kind {
    NORMAL {
        @Override
        double draw(RandomGenerator random) {
            return random.nextGaussian();
        }
    },
    LOGNORMAL {
        @Override
        double draw(RandomGenerator random) {
            return Math.exp(random.nextGaussian());
        }
    },
    /** Ten, the last one ten times as frequent as the first. */
    CATEGORIES {
        @Override
        double draw(RandomGenerator random) {
            int place = random.nextInt(55);
            int category = 1;
            while (place >= category) {
                place -= category++;
            }
            return category;
        }
    },
    /** Seven of ten are 0, the rest 1 to 3. */
    TIES {
        @Override
        double draw(RandomGenerator random) {
            return Math.max(0, random.nextInt(10) - 6);
        }
    };

    abstract double draw(RandomGenerator random);
}
