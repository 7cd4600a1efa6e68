package io.millrace.statistics.profiles;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Count, mean and the sums of the second, third and fourth powers of the distances from it, by the pairwise formulas of Pébay
 * ("Formulas for robust, one-pass parallel computation of covariances and arbitrary-order statistical moments", 2008), which lose no
 * digits to large means. One thread.
 */
final class Moments {
    private long n;
    private double mean;
    private double m2;
    private double m3;
    private double m4;

    void add(double value) {
        merge(1, value, 0, 0, 0);
    }

    void merge(Moments other) {
        merge(other.n, other.mean, other.m2, other.m3, other.m4);
    }

    private void merge(long nB, double meanB, double m2B, double m3B, double m4B) {
        if (nB == 0) {
            return;
        }
        double a = n;
        double b = nB;
        double whole = a + b;
        double delta = meanB - mean;
        double step = delta / whole;
        double square = delta * step * a * b;
        m4 += m4B
                + square * step * step * (a * a - a * b + b * b)
                + 6 * step * step * (a * a * m2B + b * b * m2)
                + 4 * step * (a * m3B - b * m3);
        m3 += m3B + square * step * (a - b) + 3 * step * (a * m2B - b * m2);
        m2 += m2B + square;
        mean += step * b;
        n += nB;
    }

    long count() {
        return n;
    }

    double mean() {
        return n == 0 ? Double.NaN : mean;
    }

    /** Of the values themselves, not of what they were drawn from. */
    double variance() {
        return n == 0 ? Double.NaN : m2 / n;
    }

    double skewness() {
        return m2 > 0 ? Math.sqrt(n) * m3 / Math.pow(m2, 1.5) : Double.NaN;
    }

    double excessKurtosis() {
        return m2 > 0 ? n * m4 / (m2 * m2) - 3 : Double.NaN;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(n);
        out.writeDouble(mean);
        out.writeDouble(m2);
        out.writeDouble(m3);
        out.writeDouble(m4);
    }

    static Moments read(DataInput in) throws IOException {
        Moments moments = new Moments();
        moments.n = in.readLong();
        moments.mean = in.readDouble();
        moments.m2 = in.readDouble();
        moments.m3 = in.readDouble();
        moments.m4 = in.readDouble();
        return moments;
    }
}
