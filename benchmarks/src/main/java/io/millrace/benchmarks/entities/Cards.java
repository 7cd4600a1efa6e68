package io.millrace.benchmarks.entities;

import io.millrace.features.Encoder;
import io.millrace.schemas.EncodedRecord;
import io.millrace.schemas.EntityEvent;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Uses of so many cards, encoded: first each card once, then any of them at random, one use a millisecond. Use {@code n} is
 * always the same but for its time.
 */
final class Cards {
    private static final String FILE = "cards.yaml";

    /** A prime: its multiples come to every card once, in an order that is not that of their names. */
    private static final long STRIDE = 7_919;

    private final long cards;
    private final long firstMillis;
    private final PipelineDefinition pipeline;
    private final String fingerprint;
    private final int slots;

    /**
     * @param name of the pipeline
     * @param cards no multiple of 7919
     */
    Cards(String name, long cards, long firstMillis) {
        this.cards = cards;
        this.firstMillis = firstMillis;
        this.pipeline = PipelineReader.parse(text().replace("name: cards", "name: " + name), FILE);
        Encoder encoder = Encoder.of(pipeline);
        this.fingerprint = encoder.fingerprint();
        this.slots = encoder.layout().length();
    }

    private static String text() {
        try (InputStream in = Cards.class.getResourceAsStream(FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    PipelineDefinition pipeline() {
        return pipeline;
    }

    /** Key of a use: the card. */
    String card(long number) {
        long card = number < cards ? number * STRIDE % cards : new SplittableRandom(number).nextLong(cards);
        return "card-" + (1_000_000_000L + card);
    }

    long timestamp(long number) {
        return firstMillis + number;
    }

    EntityEvent use(long number) {
        double amount = new SplittableRandom(number).nextInt(1, 200_000) / 100.0;
        List<Float> values = new ArrayList<>(slots);
        values.add((float) amount);
        while (values.size() < slots) {
            values.add(Float.NaN);
        }
        return new EntityEvent(
                "use-" + (1_000_000_000L + number),
                new EncodedRecord(
                        fingerprint,
                        Instant.ofEpochMilli(timestamp(number)),
                        values,
                        0,
                        0,
                        Map.of("amount", amount),
                        List.of(),
                        Map.of()),
                null);
    }
}
