package io.millrace.processors;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;

/**
 * Avro's single values as raw records hold them: enums as text; dates and timestamps as points in time, in UTC where they are
 * local; times of day as milliseconds; decimals as numbers; UUIDs as text. All else is itself.
 */
final class AvroScalar {
    /** Longest decimal that is read, in bytes: its digits fill a double's range, and longer ones cost more than they say. */
    private static final int LONGEST_DECIMAL = 128;

    private static final int UUID_BYTES = 16;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final double MICROS_PER_MILLI = 1_000;

    private AvroScalar() {}

    static AvroValue of(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        if (schema.getType() == Schema.Type.ENUM) {
            return Object::toString;
        }
        return logical == null ? AvroValue.ITSELF : of(logical, schema);
    }

    private static AvroValue of(LogicalType logical, Schema schema) {
        return switch (logical.getName()) {
            case "date" -> days -> Instant.ofEpochSecond(((Number) days).longValue() * SECONDS_PER_DAY);
            case "timestamp-millis", "local-timestamp-millis" -> since(ChronoUnit.MILLIS);
            case "timestamp-micros", "local-timestamp-micros" -> since(ChronoUnit.MICROS);
            case "timestamp-nanos", "local-timestamp-nanos" -> since(ChronoUnit.NANOS);
            case "time-micros" -> micros -> ((Number) micros).longValue() / MICROS_PER_MILLI;
            case "decimal" -> decimal(((LogicalTypes.Decimal) logical).getScale());
            case "uuid" -> schema.getType() == Schema.Type.FIXED ? AvroScalar::uuid : AvroValue.ITSELF;
            default -> AvroValue.ITSELF;
        };
    }

    private static AvroValue since(ChronoUnit unit) {
        return count -> Instant.EPOCH.plus(((Number) count).longValue(), unit);
    }

    private static AvroValue decimal(int scale) {
        return value -> {
            byte[] bytes = bytes(value);
            boolean readable = bytes.length > 0 && bytes.length <= LONGEST_DECIMAL;
            return readable ? new BigDecimal(new BigInteger(bytes), scale) : value;
        };
    }

    private static Object uuid(Object value) {
        byte[] bytes = bytes(value);
        if (bytes.length != UUID_BYTES) {
            return value;
        }
        ByteBuffer halves = ByteBuffer.wrap(bytes);
        return new UUID(halves.getLong(), halves.getLong()).toString();
    }

    private static byte[] bytes(Object value) {
        if (value instanceof GenericFixed fixed) {
            return fixed.bytes();
        }
        ByteBuffer view = ((ByteBuffer) value).duplicate(); // the record's own stays at its start
        byte[] bytes = new byte[view.remaining()];
        view.get(bytes);
        return bytes;
    }
}
