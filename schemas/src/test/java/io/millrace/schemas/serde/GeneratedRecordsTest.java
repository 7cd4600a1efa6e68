package io.millrace.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.schemas.EpisodePhase;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.topics.Topics;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.Test;

class GeneratedRecordsTest {

    @Test
    void shouldTrustWhatWasGeneratedAndNothingElse() {
        assertThat(GeneratedRecords.isOurs(ModelVersion.class)).isTrue();
        assertThat(GeneratedRecords.isOurs(EpisodePhase.class)).isTrue();
        assertThat(GeneratedRecords.isOurs(Topics.class)).isFalse();
        assertThat(GeneratedRecords.isOurs(PipelineReader.class)).isFalse();
        assertThat(GeneratedRecords.isOurs(ProcessBuilder.class)).isFalse();
    }

    @Test
    void shouldLeaveAvrosOwnGuardInForce() {
        GeneratedRecords.trust();

        ClassSecurityValidator.validate(ModelVersion.class);
        ClassSecurityValidator.validate(String.class);
        assertThatExceptionOfType(SecurityException.class)
                .isThrownBy(() -> ClassSecurityValidator.validate(ProcessBuilder.class));
    }
}
