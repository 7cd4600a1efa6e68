package io.millrace.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private final PipelineDefinition pipeline = PipelineReader.parse("""
            name: loans
            task: binary-classification
            label: {classes: [a, b]}
            columns: [{name: age, type: numeric}]
            topics: {partitions: 6, retention: 1d, longRetention: 10d}
            """, "p.yaml");
    private final Topics topics = Topics.of(pipeline);

    @Test
    void shouldPrefixEveryNameWithThePipelineAndUseNoneTwice() {
        assertThat(topics.all())
                .extracting(Topic::name)
                .allMatch(name -> name.startsWith("loans."))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldListEveryTopicItDeclares() {
        assertThat(topics.all()).hasSameSizeAs(Topics.class.getRecordComponents());
    }

    @Test
    void shouldShapeTopicsByTheDefinition() {
        assertThat(topics.features().partitions()).isEqualTo(6);
        assertThat(topics.features().configuration())
                .isEqualTo(Map.of("cleanup.policy", "delete", "retention.ms", "86400000"));
        assertThat(topics.examples().configuration()).containsEntry("retention.ms", "864000000");
    }

    @Test
    void shouldCompactWhatIsState() {
        assertThat(topics.models().configuration())
                .isEqualTo(Map.of("cleanup.policy", "compact", "segment.bytes", "67108864"));
        assertThat(topics.modelChunks().cleanup()).isEqualTo(Topic.Cleanup.COMPACT);
        assertThat(topics.models().partitions()).isEqualTo(1);
    }

    @Test
    void shouldKeepJoinedTopicsCopartitioned() {
        assertThat(topics.all())
                .filteredOn(topic -> "record id".equals(topic.keyedBy()))
                .extracting(Topic::partitions)
                .containsOnly(6);
    }
}
