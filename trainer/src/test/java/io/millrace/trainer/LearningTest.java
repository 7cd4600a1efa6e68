package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.schemas.Example;
import io.millrace.schemas.ImportedModel;
import io.millrace.schemas.ModelRevision;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.topics.Topics;
import io.millrace.trainer.candidates.TestVersions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class LearningTest {
    private static final PipelineDefinition PIPELINE = PipelineReader.parse("""
            name: loans
            task: binary-classification
            label: {classes: [A, B]}
            columns: [{name: age, type: numeric}]
            training: {minExamples: 200, online: {enabled: true, learner: linear, every: 100, everyTime: 60s}}
            """, "loans.yaml");

    private final Topics topics = Topics.of(PIPELINE);
    private final Serializer<SpecificRecord> unused = (name, value) -> new byte[0];
    private final MockProducer<String, SpecificRecord> producer =
            new MockProducer<>(true, null, new StringSerializer(), unused);
    private final OnlinePublisher publisher = new OnlinePublisher(producer, topics);
    private final SplittableRandom random = new SplittableRandom(7);
    private final Learning learning = new Learning(PIPELINE, publisher, Optional.empty(), 0);
    private long now;
    private long offset;

    @Test
    void shouldWriteOnceEnoughIsLearntButNotTooOften() {
        learn(99);
        assertThat(learning.isDue(10_000)).isFalse();
        assertThat(learning.isDue(60_000)).as("fewer wait for everyTime").isTrue();

        learn(1);
        assertThat(learning.isDue(4_999)).isFalse();
        assertThat(learning.isDue(5_000)).isTrue();
    }

    @Test
    void shouldProposeWhatItKnewBeforeTheExamplesThatAreToJudgeIt() {
        learnAndWrite(100);
        learnAndWrite(100);
        ModelBytes known = learning.progress().learner().model();
        learnAndWrite(100);
        assertThat(requests()).isEmpty();

        learnAndWrite(100);
        assertThat(requests()).hasSize(1);
        RetrainRequest request = requests().get(0);
        ImportedModel model = request.getModel();
        assertThat(model.getSha256()).isEqualTo(known.sha256());
        assertThat(model.getFamily()).isEqualTo("online");
        assertThat(request.getSince()).isEqualTo(Instant.ofEpochMilli(200));
        assertThat(request.getMinExamples()).isEqualTo(200);
        assertThat(written(topics.modelUploads().name())).hasSize(model.getChunks());

        learnAndWrite(500);
        assertThat(requests()).as("one at a time").hasSize(1);
    }

    @Test
    void shouldProposeNothingWhileAnotherIsOnTrial() {
        see(4, ModelStatus.SHADOW, 0, "another");
        learnAndWrite(300);
        learnAndWrite(300);
        assertThat(requests()).isEmpty();

        see(4, ModelStatus.REJECTED, 0, "another");
        learnAndWrite(300);
        assertThat(requests()).hasSize(1);
    }

    @Test
    void shouldReviseTheVersionItHasBecomeOneRevisionAfterTheOther() {
        String request = propose();
        see(5, ModelStatus.SHADOW, 0, request);
        learn(1);
        assertThat(learning.isDue(now)).as("what answers is old").isTrue();
        write();
        ModelRevision first = revisions().get(0);
        assertThat(first.getVersion()).isEqualTo(5);
        assertThat(first.getRevision()).isEqualTo(1);
        assertThat(first.getExamples()).isEqualTo(learning.progress().learnt());
        assertThat(first.getSha256())
                .isEqualTo(learning.progress().learner().model().sha256());
        assertThat(first.getRanges().get(0).getTo()).isEqualTo(offset);
        assertThat(written(topics.modelChunks().name()))
                .extracting(ProducerRecord::key)
                .containsExactly("5+1/0");

        learnAndWrite(100);
        assertThat(revisions()).as("the first is not taken up").hasSize(1);

        see(5, ModelStatus.CHAMPION, 1, request);
        learnAndWrite(100);
        assertThat(revisions()).extracting(ModelRevision::getRevision).containsExactly(1, 2);
    }

    @Test
    void shouldWriteARevisionOnceMoreWhereNobodyHasTakenItUp() {
        String request = propose();
        see(5, ModelStatus.CHAMPION, 0, request);
        learnAndWrite(100);
        now += 30_000;
        learnAndWrite(100);

        assertThat(revisions()).extracting(ModelRevision::getRevision).containsExactly(1, 1);
    }

    @Test
    void shouldProposeAnewWhereItsVersionIsOver() {
        see(5, ModelStatus.REJECTED, 0, propose());
        learnAndWrite(200);
        learnAndWrite(200);

        assertThat(requests()).hasSize(2);
        assertThat(revisions()).isEmpty();
    }

    private String propose() {
        learnAndWrite(200);
        learnAndWrite(200);
        return requests().get(0).getRequest();
    }

    private void learnAndWrite(int count) {
        learn(count);
        write();
    }

    private void write() {
        now += 6_000;
        learning.write(now);
        publisher.commit(Map.of(), new ConsumerGroupMetadata("loans.online"));
    }

    private void learn(int count) {
        for (int i = 0; i < count; i++) {
            float x = (float) random.nextGaussian();
            Example example =
                    new Example("id" + offset, "e1", Instant.EPOCH, List.of(x), x > 0 ? "A" : "B", 0L, null, null);
            learning.progress().read(new Comparison.Placed(0, offset, offset, example));
            offset++;
        }
    }

    private void see(long number, ModelStatus status, int revision, String request) {
        ModelVersion version = TestVersions.champion(number, ModelBytes.of(new byte[] {1}), "e1");
        version.put("status", status);
        version.put("revision", revision);
        version.getLineage().put("request", request);
        learning.versions().see(version);
    }

    private List<RetrainRequest> requests() {
        return written(topics.retrainRequests().name()).stream()
                .map(record -> (RetrainRequest) record.value())
                .toList();
    }

    private List<ModelRevision> revisions() {
        return written(topics.modelRevisions().name()).stream()
                .map(record -> (ModelRevision) record.value())
                .toList();
    }

    private List<ProducerRecord<String, SpecificRecord>> written(String topic) {
        return producer.history().stream()
                .filter(record -> record.topic().equals(topic))
                .toList();
    }
}
