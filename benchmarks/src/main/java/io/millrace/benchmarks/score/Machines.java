package io.millrace.benchmarks.score;

import io.millrace.features.Encoder;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineDefinition.Delivery;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.schemas.pipeline.VectorLayout.Slot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Feature vectors of machines: twenty numbers, three categories, one value in a hundred missing. Vector {@code n} is always the
 * same but for its time.
 */
public final class Machines {
    private static final String FILE = "machines.yaml";
    private static final double MISSING = 0.01;
    private static final String PREFIX = "machine-";
    private static final long FIRST = 1_000_000_000L;

    private final long firstMillis;
    private final VectorLayout layout;
    private final String fingerprint;

    public Machines(long firstMillis) {
        Encoder encoder = Encoder.of(pipeline(Delivery.EXACTLY_ONCE));
        this.firstMillis = firstMillis;
        this.layout = encoder.layout();
        this.fingerprint = encoder.fingerprint();
    }

    static PipelineDefinition pipeline(Delivery delivery) {
        return pipeline(delivery(delivery));
    }

    /** The definition's line. */
    static String delivery(Delivery delivery) {
        return "delivery: " + delivery.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @param more lines of the definition, beside name, label and columns */
    public static PipelineDefinition pipeline(String more) {
        try (InputStream in = Machines.class.getResourceAsStream(FILE)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return PipelineReader.parse(text + more + "\n", FILE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    public VectorLayout layout() {
        return layout;
    }

    public String fingerprint() {
        return fingerprint;
    }

    public long timestamp(long number) {
        return firstMillis + number;
    }

    static String id(long number) {
        return PREFIX + (FIRST + number);
    }

    /** That of the vector with that id. */
    static int number(String id) {
        return (int) (Long.parseLong(id, PREFIX.length(), id.length(), 10) - FIRST);
    }

    public FeatureVector vector(long number) {
        SplittableRandom random = new SplittableRandom(number);
        List<Float> values = new ArrayList<>(layout.length());
        int missing = 0;
        for (Slot slot : layout.slots()) {
            boolean known = random.nextDouble() >= MISSING;
            values.add(known ? value(slot, random) : Float.NaN);
            missing += known ? 0 : 1;
        }
        return new FeatureVector(
                id(number), fingerprint, Instant.ofEpochMilli(timestamp(number)), values, missing, 0, null, List.of());
    }

    private static float value(Slot slot, SplittableRandom random) {
        return slot.categorical() ? random.nextInt(1, slot.codes()) : (float) random.nextDouble(-1, 1);
    }
}
