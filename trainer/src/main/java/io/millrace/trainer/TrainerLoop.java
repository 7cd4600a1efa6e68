package io.millrace.trainer;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.runtime.LoopService;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.TrainingPhase;
import io.millrace.schemas.serde.MalformedRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes retrain requests one at a time: a worker thread waits for examples and trains, while this one keeps polling its
 * paused partitions and so stays in the group. The answer and the request's offset are committed together.
 */
final class TrainerLoop implements LoopService.Loop {
    private static final Logger LOG = LoggerFactory.getLogger(TrainerLoop.class);
    static final String REQUESTS = "millrace.trainer.requests";

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long CLOSE_SECONDS = 8;

    private final Consumer<String, RetrainRequest> consumer;
    private final Publisher publisher;
    private final Retraining retraining;
    private final Future<?> warmUp;
    private final Runnable ready;
    private final MeterRegistry meters;
    private final Progress progress;
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "trainer-worker"));
    private Optional<InHand> inHand = Optional.empty();

    /**
     * @param consumer subscribed to nothing yet; fetches one record a poll
     * @param warmUp start of the training engine; its failure is the loop's
     * @param ready to be called once requests are taken
     * @param progress closed with the loop
     */
    TrainerLoop(
            Consumer<String, RetrainRequest> consumer,
            String topic,
            Publisher publisher,
            Retraining retraining,
            Future<?> warmUp,
            Runnable ready,
            MeterRegistry meters,
            Progress progress) {
        this.consumer = consumer;
        this.publisher = publisher;
        this.retraining = retraining;
        this.warmUp = warmUp;
        this.ready = ready;
        this.meters = meters;
        this.progress = progress;
        consumer.subscribe(List.of(topic), new Handover());
    }

    private record InHand(ConsumerRecord<String, RetrainRequest> request, Future<Answer> answer) {
        TopicPartition partition() {
            return new TopicPartition(request.topic(), request.partition());
        }
    }

    @Override
    public void turn() {
        if (warmUp.isDone()) {
            result(warmUp);
        }
        poll();
        ready.run();
        if (inHand.isPresent() && inHand.get().answer().isDone()) {
            finish(inHand.get());
        }
    }

    /** What is in hand is left: its offset is not committed, so it is taken up again. */
    @Override
    public void close() {
        worker.shutdownNow();
        try {
            if (!worker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("training goes on a little after the trainer is closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publisher.close();
        progress.close();
        consumer.close();
    }

    private void poll() {
        try {
            consumer.poll(POLL).forEach(this::take);
        } catch (RecordDeserializationException e) {
            if (!(e.getCause() instanceof MalformedRecord)) {
                throw e;
            }
            LOG.warn("passes over what is no retrain request: {}", e.getMessage());
            consumer.seek(e.topicPartition(), e.offset() + 1);
        }
    }

    private void take(ConsumerRecord<String, RetrainRequest> request) {
        LOG.info("takes request {}: {}", request.key(), request.value().getMessage());
        consumer.pause(consumer.assignment());
        inHand = Optional.of(new InHand(request, worker.submit(() -> retraining.answer(request.value()))));
    }

    private void finish(InHand done) {
        Answer answer = result(done.answer());
        publisher.publish(
                answer,
                done.request().timestamp(),
                Map.of(done.partition(), new OffsetAndMetadata(done.request().offset() + 1)),
                consumer.groupMetadata());
        LOG.info("request {}: {}", done.request().key(), answer.line());
        progress.reached(done.request().value().getRequest(), TrainingPhase.ANSWERED, 1, answer.line());
        meters.counter(REQUESTS, "outcome", answer.outcome()).increment();
        inHand = Optional.empty();
        consumer.resume(consumer.paused());
    }

    private static <T> T result(Future<T> done) {
        try {
            return done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** Partitions come and go; a request of one that went is somebody else's now. */
    private final class Handover implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (inHand.isPresent()) {
                consumer.pause(partitions);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            inHand.filter(request -> partitions.contains(request.partition())).ifPresent(request -> {
                LOG.info("request {} goes to another trainer", request.request().key());
                request.answer().cancel(true);
                inHand = Optional.empty();
                consumer.resume(consumer.paused());
            });
        }
    }
}
