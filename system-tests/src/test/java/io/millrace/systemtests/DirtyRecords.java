package io.millrace.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.features.RawRecord;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * An endless stream of sales with columns of every type. One in three is dirty: broken JSON, no key, another's id, an id sent
 * before, values that are missing, wrong, out of bounds or never seen, labels that are none.
 */
final class DirtyRecords {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String SHOP = "shop";
    static final String TOWN = "town";
    static final int SHOPS = 30;

    static final int LEARNED_TOWNS = 40;

    /** More than the vocabulary holds. */
    private static final int TOWNS = 60;

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final Random random;
    private int made;

    /** @param id null for a record without a key */
    record Sale(String id, byte[] value) {
        /** Its fields as the stream processors read them; empty where the value is no JSON object. */
        Optional<RawRecord> fields() {
            try {
                JsonNode read = JSON.readTree(value);
                return read.isObject() ? Optional.of(name -> scalar(read.get(name))) : Optional.empty();
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        private static Object scalar(JsonNode node) {
            return node == null ? null : node.isNumber() ? node.numberValue() : node.textValue();
        }
    }

    DirtyRecords(long seed) {
        this.random = new Random(seed);
    }

    static PipelineDefinition pipeline(String name, int partitions) {
        return PipelineReader.parse(yaml(name, partitions), name + ".yaml");
    }

    static String yaml(String name, int partitions) {
        return """
                name: %s
                task: multiclass-classification
                source: {format: json, id: id, eventTime: at, entity: shop, duplicateWindow: 1d}
                label: {column: verdict, classes: [good, bad]}
                columns:
                  - {name: amount, type: numeric, decimal: either, units: {eur: 1, ct: 0.01}, min: 0, max: 1000}
                  - {name: size, type: numeric, min: 0, max: 10, outside: clip, invalid: missing}
                  - {name: member, type: boolean, missing: reject}
                  - {name: level, type: categorical, values: [low, high], unseen: reject}
                  - {name: colour, type: categorical, buckets: 16}
                  - {name: at, type: timestamp, patterns: [dd.MM.yyyy HH:mm], zone: Europe/Berlin}
                  - {name: shop, type: categorical, learn: %d, spellings: words}
                  - {name: town, type: categorical, learn: %d}
                metrics: {window: 1s}
                topics: {partitions: %d}
                """.formatted(name, SHOPS, LEARNED_TOWNS, partitions);
    }

    Sale next() {
        boolean again = made > 0 && oneIn(20);
        String id = "sale-" + (again ? random.nextInt(made) : made++);
        byte[] value = sale(oneIn(50) ? "another" : id).toString().getBytes(StandardCharsets.UTF_8);
        return new Sale(oneIn(50) ? null : id, oneIn(50) ? Arrays.copyOf(value, random.nextInt(value.length)) : value);
    }

    private ObjectNode sale(String id) {
        ObjectNode sale = JSON.createObjectNode();
        sale.put("id", id);
        sale.put("amount", oneOf("12.5", "12,5 eur", "950 ct", " 7 ", "?", rarely("-3", "1"), rarely("dear", "2")));
        sale.put("size", random.nextInt(14) - 2);
        sale.put("member", oneOf("yes", "no", "true", "0", rarely("", "1"), rarely("perhaps", "1")));
        sale.put("level", oneOf("low", "high", "high", rarely("middling", "low")));
        sale.put("colour", "colour-" + random.nextInt(100));
        Instant at = START.plusSeconds(random.nextInt(100_000));
        sale.put("at", oneOf(at.toString(), Long.toString(at.toEpochMilli()), "01.03.2026 12:30", "NA"));
        sale.put(SHOP, oneOf("shop-%d", "Shop %d", "SHOP_%d").formatted(random.nextInt(SHOPS)));
        sale.put(TOWN, oneIn(20) ? "" : "town-" + random.nextInt(TOWNS));
        sale.put("verdict", oneOf("good", "bad", "", rarely("so so", "good")));
        return sale;
    }

    /** The rare one in one of eight. */
    private String rarely(String rare, String other) {
        return oneIn(8) ? rare : other;
    }

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    private String oneOf(String... texts) {
        return List.of(texts).get(random.nextInt(texts.length));
    }
}
