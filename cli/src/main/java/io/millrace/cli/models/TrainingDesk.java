package io.millrace.cli.models;

import io.millrace.cli.audit.TopicReader;
import io.millrace.cli.process.Termination;
import io.millrace.runtime.KafkaConnection;
import io.millrace.runtime.OwnRecords;
import io.millrace.runtime.Refusals;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.TrainingPhase;
import io.millrace.schemas.TrainingProgress;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.serde.SchemaRegistry;
import io.millrace.schemas.topics.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Where a person asks for a new model and sees what becomes of it. Belongs to no group and commits nothing. One thread. */
public final class TrainingDesk {
    private static final long PAUSE_MILLIS = 200;

    /** So many looks without a word, and somebody should be told that nobody answers. */
    private static final int SILENT_LOOKS = 150;

    private final KafkaConnection kafka;
    private final Topics topics;
    private final SchemaRegistry registry;
    private final ModelDesk models;

    public TrainingDesk(KafkaConnection kafka, PipelineDefinition pipeline) {
        this.kafka = kafka;
        this.topics = Topics.of(pipeline);
        this.registry = kafka.registry();
        this.models = new ModelDesk(kafka, topics);
    }

    /** @throws ServiceFailure where it cannot be written */
    public void ask(RetrainRequest request) throws InterruptedException {
        models.ask(request);
    }

    /**
     * Asks, and returns once it is decided whether the new model serves, is compared, or is rejected.
     *
     * @param each hears how far it is, in order
     * @throws ServiceFailure where nobody takes the request up within half a minute, or the process is asked to end
     */
    public ModelVersion follow(RetrainRequest request, Consumer<TrainingProgress> each) throws InterruptedException {
        try (Termination termination = new Termination();
                TopicReader reader = new TopicReader(kafka, termination)) {
            Followed followed = new Followed(request.getRequest(), each);
            Map<TopicPartition, Long> from = reader.ends(topics.trainingProgress());
            ask(request);
            for (int looks = 0; ; looks++) {
                if (termination.asked(PAUSE_MILLIS)) {
                    throw new ServiceFailure("stopped on request; the trainer goes on: millrace models list shows what"
                            + " comes of it");
                }
                Map<TopicPartition, Long> to = reader.ends(topics.trainingProgress());
                reader.read(from, to, at -> followed.see(at.value()));
                from = to;
                Optional<ModelVersion> decided = followed.answered ? models.decided(request) : Optional.empty();
                if (decided.isPresent()) {
                    return decided.get();
                }
                if (looks == SILENT_LOOKS && !followed.taken) {
                    throw new ServiceFailure("nobody has taken the request up so far: does a trainer of this pipeline"
                            + " run, or is it busy with another? millrace models list shows what comes of it");
                }
            }
        } catch (KafkaException e) {
            throw new Refusals(kafka).failure("what becomes of the request cannot be read", e);
        }
    }

    /** What was seen of one request. */
    private final class Followed {
        private final OwnRecords<TrainingProgress> records = new OwnRecords<>(topics.trainingProgress(), registry);
        private final String request;
        private final Consumer<TrainingProgress> each;
        private boolean taken;
        private boolean answered;

        private Followed(String request, Consumer<TrainingProgress> each) {
            this.request = request;
            this.each = each;
        }

        private void see(byte[] record) {
            records.read(record)
                    .filter(progress -> progress.getRequest().equals(request))
                    .ifPresent(progress -> {
                        taken = true;
                        answered |= progress.getPhase() == TrainingPhase.ANSWERED;
                        each.accept(progress);
                    });
        }
    }
}
