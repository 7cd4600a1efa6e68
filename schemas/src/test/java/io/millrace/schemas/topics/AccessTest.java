package io.millrace.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class AccessTest {
    private static final String LOANS = """
            name: loans
            task: binary-classification
            label: {classes: [a, b]}
            columns: [{name: age, type: numeric}]
            """;

    private final PipelineDefinition pipeline = PipelineReader.parse(LOANS, "p.yaml");
    private final Topics topics = Topics.of(pipeline);
    private final Access access = Access.of(pipeline);

    @Test
    void shouldGrantNothingBeyondThePipeline() {
        assertThat(access.roles())
                .flatExtracting(Access.Role::grants)
                .allMatch(grant -> grant.name().startsWith("loans."))
                .extracting(Access.Grant::type)
                .containsOnly(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID);
    }

    @Test
    void shouldLetOneRoleAloneWriteWhatOthersTrust() {
        for (Topic<?> topic : List.of(topics.models(), topics.modelChunks())) {
            assertThat(access.roles())
                    .filteredOn(role ->
                            role.operations(ResourceType.TOPIC, topic.name()).contains(AclOperation.WRITE))
                    .extracting(Access.Role::name)
                    .containsExactly("trainer");
        }
        assertThat(access.role("operator").orElseThrow().grants())
                .flatExtracting(Access.Grant::operations)
                .doesNotContain(AclOperation.WRITE, AclOperation.CREATE, AclOperation.DELETE);
    }

    @Test
    void shouldLetTheScorerWriteForShadowsOnlyWhereTheyAnswer() {
        PipelineDefinition shadowing = PipelineReader.parse(LOANS + "scoring: {shadows: {enabled: true}}\n", "p.yaml");

        assertThat(writersOfShadows(access)).isEmpty();
        assertThat(writersOfShadows(Access.of(shadowing))).containsExactly("scorer");
    }

    private List<String> writersOfShadows(Access access) {
        return access.roles().stream()
                .filter(role -> role.operations(
                                ResourceType.TOPIC, topics.shadowPredictions().name())
                        .contains(AclOperation.WRITE))
                .map(Access.Role::name)
                .toList();
    }

    @Test
    void shouldLetNobodyButTheMakerOfTopicsAndKafkaStreamsCreateAny() {
        assertThat(access.roles())
                .flatExtracting(Access.Role::grants)
                .filteredOn(grant -> grant.operations().contains(AclOperation.CREATE))
                .allMatch(grant -> grant.pattern() == PatternType.PREFIXED)
                .extracting(Access.Grant::name)
                .containsExactlyInAnyOrder(
                        "loans.",
                        "loans.encode-",
                        "loans.history-",
                        "loans.join-",
                        "loans.evaluate-",
                        "loans.drift-monitor-");
    }

    @Test
    void shouldKeepKafkaStreamsOwnTopicsApartFromThoseOfThePipeline() {
        assertThat(access.roles())
                .filteredOn(
                        role -> !role.name().equals("topics") && !role.name().equals("operator"))
                .flatExtracting(Access.Role::grants)
                .filteredOn(grant -> grant.type() == ResourceType.TOPIC && grant.pattern() == PatternType.PREFIXED)
                .noneMatch(grant ->
                        topics.all().stream().anyMatch(topic -> topic.name().startsWith(grant.name())));
    }
}
