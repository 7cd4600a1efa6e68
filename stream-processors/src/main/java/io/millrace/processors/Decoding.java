package io.millrace.processors;

import io.millrace.features.Reason;
import io.millrace.schemas.serde.RegistryRefused;
import io.millrace.schemas.serde.SchemaRefused;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;

/**
 * The rule for bytes from outside: whatever is wrong with them puts the record aside; what may pass by itself is thrown
 * on.
 */
final class Decoding {
    private static final int SHOWN = 300;

    private Decoding() {}

    /**
     * @throws Rejection where the bytes, or their absence, cannot be decoded
     * @throws RetriableException where decoding should be tried again, for instance without a registry
     * @throws RegistryRefused where the registry does not let this client read
     */
    static <T> T decode(byte[] value, Function<byte[], T> decoder) throws Rejection {
        if (value == null) {
            throw new Rejection(Reason.MALFORMED, "the record has no value (a tombstone)");
        }
        return guarded(() -> decoder.apply(value));
    }

    /** Runs what reads a record; no record may stop the topology. */
    static <T> T guarded(Supplier<T> reading) throws Rejection {
        try {
            return reading.get();
        } catch (RetriableException | RegistryRefused e) {
            throw e; // says nothing about the record
        } catch (SchemaRefused e) {
            throw new Rejection(Reason.UNKNOWN_SCHEMA, shown(e));
        } catch (RuntimeException e) {
            throw new Rejection(Reason.MALFORMED, shown(e));
        } catch (StackOverflowError e) {
            throw new Rejection(Reason.MALFORMED, "the value is nested too deeply");
        }
    }

    private static String shown(RuntimeException e) {
        String message = (e.getMessage() == null ? e.toString() : e.getMessage()).replaceAll("\\s+", " ");
        return message.length() <= SHOWN ? message : message.substring(0, SHOWN) + "…";
    }
}
