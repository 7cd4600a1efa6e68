package io.millrace.ingest.http;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A producer whose broker acknowledges at once, later, or not at all. */
final class FakeBroker extends MockProducer<String, byte[]> {
    private static final int LARGEST = 1_000;

    volatile Optional<RuntimeException> trouble = Optional.empty();

    private FakeBroker(boolean acknowledging) {
        super(acknowledging, null, new StringSerializer(), new ByteArraySerializer());
    }

    static FakeBroker acknowledging() {
        return new FakeBroker(true);
    }

    /** Acknowledges one by one, when told by {@link #completeNext}. */
    static FakeBroker silent() {
        return new FakeBroker(false);
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> message, Callback callback) {
        Optional<RuntimeException> failure = message.value().length > LARGEST
                ? Optional.of(new RecordTooLargeException("at most " + LARGEST + " bytes"))
                : trouble;
        if (failure.isPresent()) {
            callback.onCompletion(null, failure.get());
            return CompletableFuture.failedFuture(failure.get());
        }
        return super.send(message, callback);
    }
}
