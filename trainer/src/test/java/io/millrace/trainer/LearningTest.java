package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.ImportedModel;
import io.millrace.schemas.ModelRevision;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class LearningTest {
    private static final PipelineDefinition PIPELINE = PipelineReader.parse("""
            name: loans
            task: binary-classification
            label: {classes: [A, B]}
            columns: [{name: age, type: numeric}]
            training: {minExamples: 200, online: {enabled: true, learner: linear, every: 100, everyTime: 60s}}
            """, "loans.yaml");
    private static final PipelineDefinition NUMBERS = PipelineReader.parse("""
            name: rentals
            task: regression
            label: {mean: 100}
            columns: [{name: age, type: numeric}]
            training: {minExamples: 200, online: {enabled: true, every: 100, everyTime: 60s}}
            """, "rentals.yaml");

    private final Lessons lessons = new Lessons(PIPELINE, x -> x > 0 ? "A" : "B");

    @Test
    void shouldWriteOnceEnoughIsLearntButNotTooOften() {
        lessons.learn(99);
        assertThat(lessons.learning.isDue(10_000)).isFalse();
        assertThat(lessons.learning.isDue(60_000))
                .as("fewer wait for everyTime")
                .isTrue();

        lessons.learn(1);
        assertThat(lessons.learning.isDue(4_999)).isFalse();
        assertThat(lessons.learning.isDue(5_000)).isTrue();
    }

    @Test
    void shouldProposeWhatItKnewBeforeTheExamplesThatAreToJudgeIt() {
        lessons.learnAndWrite(100);
        lessons.learnAndWrite(100);
        ModelBytes known = lessons.learning.progress().learner().model();
        lessons.learnAndWrite(100);
        assertThat(lessons.requests()).isEmpty();

        lessons.learnAndWrite(100);
        assertThat(lessons.requests()).hasSize(1);
        RetrainRequest request = lessons.requests().get(0);
        ImportedModel model = request.getModel();
        assertThat(model.getSha256()).isEqualTo(known.sha256());
        assertThat(model.getFamily()).isEqualTo("online");
        assertThat(request.getSince()).isEqualTo(Instant.ofEpochMilli(200));
        assertThat(request.getMinExamples()).isEqualTo(200);
        assertThat(lessons.written(lessons.topics.modelUploads())).hasSize(model.getChunks());

        lessons.learnAndWrite(500);
        assertThat(lessons.requests()).as("one at a time").hasSize(1);
    }

    @Test
    void shouldProposeWhileOneFromAWindowIsOnTrial() {
        lessons.see(4, ModelStatus.SHADOW, 0, "another");
        lessons.learnAndWrite(300);
        lessons.learnAndWrite(300);

        assertThat(lessons.requests()).hasSize(1);
    }

    @Test
    void shouldLearnOnInTheShadowOfWhatServesInItsPlace() {
        String request = lessons.propose();
        lessons.see(5, ModelStatus.CHAMPION, 0, request);
        lessons.learnAndWrite(100);
        lessons.see(5, ModelStatus.SHADOW, 1, request);
        lessons.learnAndWrite(100);

        assertThat(lessons.revisions()).extracting(ModelRevision::getRevision).containsExactly(1, 2);
        assertThat(lessons.requests()).hasSize(1);
    }

    @Test
    void shouldReviseTheVersionItHasBecomeOneRevisionAfterTheOther() {
        String request = lessons.propose();
        lessons.see(5, ModelStatus.SHADOW, 0, request);
        lessons.learn(1);
        assertThat(lessons.learning.isDue(lessons.now))
                .as("what answers is old")
                .isTrue();
        lessons.write();
        ModelRevision first = lessons.revisions().get(0);
        assertThat(first.getVersion()).isEqualTo(5);
        assertThat(first.getRevision()).isEqualTo(1);
        assertThat(first.getExamples()).isEqualTo(lessons.learning.progress().learnt());
        assertThat(first.getSha256())
                .isEqualTo(lessons.learning.progress().learner().model().sha256());
        assertThat(first.getRanges().get(0).getTo()).isEqualTo(lessons.offset);
        assertThat(lessons.written(lessons.topics.modelChunks()))
                .extracting(ProducerRecord::key)
                .containsExactly("5+1/0");

        lessons.learnAndWrite(100);
        assertThat(lessons.revisions()).as("the first is not taken up").hasSize(1);

        lessons.see(5, ModelStatus.CHAMPION, 1, request);
        lessons.learnAndWrite(100);
        assertThat(lessons.revisions()).extracting(ModelRevision::getRevision).containsExactly(1, 2);
    }

    @Test
    void shouldWriteARevisionOnceMoreWhereNobodyHasTakenItUp() {
        String request = lessons.propose();
        lessons.see(5, ModelStatus.CHAMPION, 0, request);
        lessons.learnAndWrite(100);
        lessons.now += 30_000;
        lessons.learnAndWrite(100);

        assertThat(lessons.revisions()).extracting(ModelRevision::getRevision).containsExactly(1, 1);
    }

    @Test
    void shouldProposeAnewWhereItsVersionIsOver() {
        lessons.see(5, ModelStatus.REJECTED, 0, lessons.propose());
        lessons.learnAndWrite(200);
        lessons.learnAndWrite(200);

        assertThat(lessons.requests()).hasSize(2);
        assertThat(lessons.revisions()).isEmpty();
    }

    @Test
    void shouldLearnNumbersAsItLearnsClasses() {
        Lessons numbers = new Lessons(NUMBERS, x -> Float.toString(3 * x + 100));
        numbers.learnAndWrite(200);
        ModelBytes known = numbers.learning.progress().learner().model();
        numbers.learnAndWrite(200);
        ImportedModel proposed = numbers.requests().get(0).getModel();
        assertThat(proposed.getSha256()).isEqualTo(known.sha256());
        try (OnnxModel model = new OnnxModel(known.toArray())) {
            assertThat(model.classes()).isZero();
            assertThat(model.probabilities(new float[] {1}, 1)[0]).isBetween(102f, 104f);
        }

        numbers.see(5, ModelStatus.SHADOW, 0, numbers.requests().get(0).getRequest());
        numbers.learnAndWrite(100);
        numbers.see(5, ModelStatus.CHAMPION, 1, numbers.requests().get(0).getRequest());
        numbers.learnAndWrite(100);
        assertThat(numbers.revisions()).extracting(ModelRevision::getRevision).containsExactly(1, 2);
        assertThat(numbers.revisions().get(1).getProbes()).isNotEmpty();
    }
}
