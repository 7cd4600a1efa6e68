package io.millrace.benchmarks.encode;

import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineDefinition.Delivery;
import io.millrace.schemas.pipeline.PipelineReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * Card payments of twelve columns, as a producer of their own would write them: typed Avro fields that may be null, one value in
 * twenty missing, all else in order. Payment {@code n} is always the same.
 */
final class Payments {
    private static final String FILE = "payments.yaml";
    private static final long FIRST_MILLIS = 1_700_000_000_000L;
    private static final double MISSING = 0.05;
    private static final String[] COUNTRIES = {"AT", "BE", "CH", "DE", "ES", "FR", "GB", "IT", "NL", "PL", "SE"};
    private static final String[] CHANNELS = {"chip", "contactless", "online", "transfer"};

    private static final Schema SCHEMA = SchemaBuilder.record("Payment")
            .namespace("io.millrace.records")
            .fields()
            .optionalDouble("amount")
            .optionalDouble("balance")
            .optionalDouble("creditLimit")
            .optionalDouble("kilometres")
            .optionalLong("age")
            .optionalLong("tenureDays")
            .optionalLong("paymentsToday")
            .optionalString("merchant")
            .optionalString("country")
            .optionalString("channel")
            .optionalBoolean("cardPresent")
            .optionalLong("paidAt")
            .endRecord();

    private Payments() {}

    static PipelineDefinition definition(Delivery delivery, Duration duplicateWindow) {
        String text = text().replace("duplicateWindow: 1h", "duplicateWindow: " + duplicateWindow.toSeconds() + "s")
                + "delivery: " + delivery.name().toLowerCase(Locale.ROOT).replace('_', '-') + "\n";
        return PipelineReader.parse(text, FILE);
    }

    private static String text() {
        try (InputStream in = Payments.class.getResourceAsStream(FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }

    static String id(long number) {
        return "payment-" + (1_000_000_000L + number);
    }

    static GenericRecord payment(long number) {
        SplittableRandom random = new SplittableRandom(number);
        GenericRecord payment = new GenericData.Record(SCHEMA);
        put(payment, "amount", Math.round(random.nextDouble(1, 2_000) * 100) / 100.0, random);
        put(payment, "balance", Math.round(random.nextDouble(-500, 20_000) * 100) / 100.0, random);
        put(payment, "creditLimit", random.nextInt(1, 20) * 500.0, random);
        put(payment, "kilometres", random.nextDouble(0, 3_000), random);
        put(payment, "age", (long) random.nextInt(18, 95), random);
        put(payment, "tenureDays", (long) random.nextInt(0, 9_000), random);
        put(payment, "paymentsToday", (long) random.nextInt(0, 40), random);
        put(payment, "merchant", "merchant-" + random.nextInt(50_000), random);
        put(payment, "country", COUNTRIES[random.nextInt(COUNTRIES.length)], random);
        put(payment, "channel", CHANNELS[random.nextInt(CHANNELS.length)], random);
        put(payment, "cardPresent", random.nextBoolean(), random);
        put(payment, "paidAt", FIRST_MILLIS + number * 10, random);
        return payment;
    }

    private static void put(GenericRecord payment, String field, Object value, SplittableRandom random) {
        payment.put(field, random.nextDouble() < MISSING ? null : value);
    }
}
