package io.millrace.trainer.online;

/** A leaf: what it says of each class, and of each number and code where it says something of them. */
final class End implements Says {
    private final Places places;
    private final int classes;
    /** By class. */
    final double[] logarithms;
    /** By number and class: mean, half the precision and half its logarithm; null where nothing is said. */
    double[] means;

    double[] halfPrecisions;
    double[] halfLogarithms;
    /** By code and class; null where nothing is said. */
    double[] codes;

    End(Places places, int classes, double[] logarithms) {
        this.places = places;
        this.classes = classes;
        this.logarithms = logarithms;
    }

    void number(int label, int slot, double mean, double precision) {
        say();
        int at = places.places[slot] * classes + label;
        means[at] = mean;
        halfPrecisions[at] = precision / 2;
        halfLogarithms[at] = Math.log(precision) / 2;
    }

    void code(int label, int slot, int code, double logarithm) {
        say();
        codes[(places.places[slot] + code) * classes + label] = logarithm;
    }

    @Override
    public boolean saysMore() {
        return means != null;
    }

    void say() {
        if (means == null) {
            means = new double[places.numbers * classes];
            halfPrecisions = new double[places.numbers * classes];
            halfLogarithms = new double[places.numbers * classes];
            codes = new double[places.width * classes];
        }
    }
}
