package io.millrace.statistics.profiles;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.datasketches.common.ArrayOfStringsSerDe;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.memory.Memory;
import org.apache.datasketches.quantilescommon.QuantilesDoublesSketchIterator;

/**
 * What a column held: how many values, how many missing, and of numbers their moments and quantiles, of categories the most frequent,
 * of both how many different ones. At most some 10 KB, however many values. Profiles of parts of a stream merge into that of the
 * whole, in any order and grouping: counts and extremes the same to the bit, the number of different values in whatever order they are
 * merged, moments but for rounding, quantiles within {@link #RANK_ERROR}, frequent categories as long as there are fewer than {@link #EXACT_CATEGORIES}.
 *
 * <p>Quantiles by KLL (Karnin, Lang and Liberty, "Optimal quantile approximation in streams", 2016), different values by HyperLogLog
 * (Flajolet et al., 2007; 1.6 % standard error from some thousands on), frequent ones by Misra-Gries as in "A high-performance
 * algorithm for identifying frequent items in data streams" (Anderson et al., 2017), all three by Apache DataSketches. One thread.
 */
public final class Profile {
    /** How far the rank of a quantile may be off, as a share of all values, with 99 % confidence. */
    public static final double RANK_ERROR = 0.0133;

    /** As many categories are counted exactly. */
    public static final int EXACT_CATEGORIES = 96;

    private static final int VERSION = 1;
    private static final int KLL_K = 200;
    private static final int HLL_LOG_K = 12;
    private static final int MAP_SIZE = 128; // three quarters of it are used
    private static final int LONGEST_CATEGORY = 256;
    private static final ArrayOfStringsSerDe TEXTS = new ArrayOfStringsSerDe();

    private long missing;
    private long texts;
    private double min = Double.NaN;
    private double max = Double.NaN;
    private Moments moments = new Moments();
    private KllDoublesSketch quantiles = KllDoublesSketch.newHeapInstance(KLL_K);
    private HllSketch different = new HllSketch(HLL_LOG_K);
    private ItemsSketch<String> frequent = new ItemsSketch<>(MAP_SIZE);

    public void addMissing() {
        missing++;
    }

    /** A number; one that is not finite counts as missing. */
    public void add(double number) {
        if (!Double.isFinite(number)) {
            addMissing();
            return;
        }
        double value = number + 0.0; // there is one zero
        min = moments.count() == 0 ? value : Math.min(min, value);
        max = moments.count() == 0 ? value : Math.max(max, value);
        moments.add(value);
        quantiles.update(value);
        different.update(value);
    }

    /** A category, of which the first 256 characters count. */
    public void add(String category) {
        String text = category.length() > LONGEST_CATEGORY ? category.substring(0, LONGEST_CATEGORY) : category;
        texts++;
        different.update(text);
        frequent.update(text);
    }

    /** Adds all that another one has seen; that one stays as it is. */
    public void merge(Profile other) {
        missing += other.missing;
        texts += other.texts;
        if (other.moments.count() > 0) {
            min = moments.count() == 0 ? other.min : Math.min(min, other.min);
            max = moments.count() == 0 ? other.max : Math.max(max, other.max);
            quantiles.merge(other.quantiles);
        }
        moments.merge(other.moments);
        Union union = new Union(HLL_LOG_K);
        union.update(different);
        union.update(other.different);
        different = union.getResult();
        frequent.merge(other.frequent);
    }

    /** Values that were there. */
    public long count() {
        return moments.count() + texts;
    }

    public long missing() {
        return missing;
    }

    /** NaN where there is no number; so are all the following. */
    public double min() {
        return min;
    }

    public double max() {
        return max;
    }

    public double mean() {
        return moments.mean();
    }

    /** Of the values themselves: the sum of squares by their number. */
    public double variance() {
        return moments.variance();
    }

    /** NaN too where all numbers are equal. */
    public double skewness() {
        return moments.skewness();
    }

    /** 0 for a normal distribution; NaN too where all numbers are equal. */
    public double excessKurtosis() {
        return moments.excessKurtosis();
    }

    /**
     * The smallest number that at least that share of the numbers does not exceed.
     *
     * @param share from 0, the minimum, to 1, the maximum
     */
    public double quantile(double share) {
        if (quantiles.isEmpty()) {
            return Double.NaN;
        }
        return share <= 0 ? min : share >= 1 ? max : quantiles.getQuantile(share);
    }

    /** The numbers that the sketch of quantiles retains, each with its weight. */
    Stream<double[]> retained() {
        List<double[]> retained = new ArrayList<>(quantiles.getNumRetained());
        QuantilesDoublesSketchIterator numbers = quantiles.iterator();
        while (numbers.next()) {
            retained.add(new double[] {numbers.getQuantile(), numbers.getWeight()});
        }
        return retained.stream();
    }

    /** How many different values, about. */
    public double distinct() {
        return different.getEstimate();
    }

    /** The most frequent categories and how often each came, at most; the most frequent first, equals by their text. */
    public Map<String, Long> top(int most) {
        Map<String, Long> top = new LinkedHashMap<>();
        Arrays.stream(frequent.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
                .sorted((a, b) -> a.getUpperBound() == b.getUpperBound()
                        ? a.getItem().compareTo(b.getItem())
                        : Long.compare(b.getUpperBound(), a.getUpperBound()))
                .limit(most)
                .forEach(row -> top.put(row.getItem(), row.getUpperBound()));
        return top;
    }

    /** For {@link #of(byte[])} of this or a later version. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8_192);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(missing);
            out.writeLong(texts);
            out.writeDouble(min);
            out.writeDouble(max);
            moments.write(out);
            write(quantiles.toByteArray(), out);
            write(different.toCompactByteArray(), out);
            write(frequent.toByteArray(TEXTS), out);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException where the bytes are no profile */
    public static Profile of(byte[] bytes) {
        Profile profile = new Profile();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("a profile of version " + version + ", not " + VERSION);
            }
            profile.missing = in.readLong();
            profile.texts = in.readLong();
            profile.min = in.readDouble();
            profile.max = in.readDouble();
            profile.moments = Moments.read(in);
            profile.quantiles = KllDoublesSketch.heapify(read(in));
            profile.different = HllSketch.heapify(read(in));
            profile.frequent = ItemsSketch.getInstance(read(in), TEXTS);
            return profile;
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("not a profile: " + e.getMessage(), e);
        }
    }

    private static void write(byte[] sketch, DataOutputStream out) throws IOException {
        out.writeInt(sketch.length);
        out.write(sketch);
    }

    private static Memory read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a sketch of " + length + " bytes");
        }
        return Memory.wrap(in.readNBytes(length));
    }
}
