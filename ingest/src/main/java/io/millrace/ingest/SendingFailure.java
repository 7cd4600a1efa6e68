package io.millrace.ingest;

import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.Refusals;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.serde.RegistryUnavailable;
import io.millrace.schemas.serde.SchemaRefused;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Tells what kept a source from being sent: whether it may pass, and what a person can do about it. */
final class SendingFailure {
    private static final String SAFE = "nothing is lost: send the same source again and it goes on where it stopped";

    private final String source;
    private final KafkaConnection kafka;

    SendingFailure(String source, KafkaConnection kafka) {
        this.source = source;
        this.kafka = kafka;
    }

    /**
     * Whether trying again with a new producer may help. A producer that was fenced off may have been so by the end of its
     * transaction's time, for instance while the machine slept: only the position tells whether another process took over.
     */
    static boolean mayPass(RuntimeException e) {
        boolean kafkas = causes(e).anyMatch(KafkaException.class::isInstance);
        return kafkas && causes(e).noneMatch(SendingFailure::isFinal);
    }

    /** What to tell a person about a failure that does not pass. */
    ServiceFailure explain(RuntimeException e) {
        if (e instanceof ServiceFailure failure) {
            return failure;
        }
        Optional<RecordTooLargeException> tooLarge = find(e, RecordTooLargeException.class);
        if (tooLarge.isPresent()) {
            return failure(
                    "a record is larger than Kafka takes (" + tooLarge.get().getMessage()
                            + "): drop a column, or raise max.request.size and the topic's max.message.bytes",
                    e);
        }
        Optional<SchemaRefused> refused = find(e, SchemaRefused.class);
        if (refused.isPresent()) {
            return failure(
                    "the schema registry at " + kafka.schemaRegistry() + " refuses the schema of its records ("
                            + refused.get().getMessage()
                            + "): name the pipeline otherwise, or delete the subject if its records are no longer needed",
                    e);
        }
        Optional<String> refusal = new Refusals(kafka).explain(e);
        if (refusal.isPresent()) {
            return failure(refusal.get(), e);
        }
        Optional<InvalidConfigurationException> denied = find(e, InvalidConfigurationException.class);
        if (denied.isPresent()) {
            return failure(
                    "Kafka at " + kafka.bootstrapServers() + " does not allow it ("
                            + denied.get().getMessage() + "): check the credentials and rights of this client",
                    e);
        }
        return failure(e.toString(), e);
    }

    /** What to tell a person where nothing passed for so long. */
    ServiceFailure gaveUp(Duration after, RuntimeException last) {
        String where = find(last, RegistryUnavailable.class).isPresent()
                ? "the schema registry at " + kafka.schemaRegistry()
                : "Kafka at " + kafka.bootstrapServers();
        Throwable root = causes(last).reduce((first, second) -> second).orElse(last);
        return failure(
                where + " has not taken it for " + after.toSeconds() + " seconds (" + root.getMessage()
                        + "): check that it runs; " + SAFE,
                last);
    }

    /** What to tell a person where the committed position is beyond all that this process tried to send. */
    ServiceFailure takenOver(RuntimeException last) {
        return failure("another process sends it too and took over: let only one send it", last);
    }

    private ServiceFailure failure(String why, RuntimeException cause) {
        return new ServiceFailure("cannot send " + source + ": " + why, cause);
    }

    private static boolean isFinal(Throwable e) {
        return Refusals.isRefusal(e)
                || e instanceof InvalidConfigurationException
                || e instanceof InvalidTopicException
                || e instanceof RecordTooLargeException
                || e instanceof SchemaRefused
                || e instanceof ServiceFailure;
    }

    private static <T extends Throwable> Optional<T> find(Throwable e, Class<T> type) {
        return causes(e).filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause);
    }
}
