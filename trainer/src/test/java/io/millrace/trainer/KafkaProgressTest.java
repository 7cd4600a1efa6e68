package io.millrace.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.millrace.schemas.TrainingPhase;
import io.millrace.schemas.TrainingProgress;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaProgressTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_234);

    private final MockProducer<String, TrainingProgress> producer =
            new MockProducer<>(true, null, new StringSerializer(), (topic, value) -> new byte[0]);
    private final KafkaProgress progress =
            new KafkaProgress(producer, "loans.training-progress", InstantSource.fixed(NOW));

    @Test
    void shouldWriteUnderTheRequest() {
        progress.reached("r-1", TrainingPhase.TRAINED, 0.5, "mlp is trained");

        assertThat(producer.history()).hasSize(1);
        assertThat(producer.history().get(0).topic()).isEqualTo("loans.training-progress");
        assertThat(producer.history().get(0).key()).isEqualTo("r-1");
        assertThat(producer.history().get(0).value())
                .isEqualTo(new TrainingProgress("r-1", TrainingPhase.TRAINED, 0.5, NOW, "mlp is trained"));
    }

    @Test
    void shouldLeaveTrainingAloneWhereItCannotBeWritten() {
        producer.sendException = new TimeoutException("no broker");

        assertThatCode(() -> progress.reached("r-1", TrainingPhase.TAKEN, 0, "taken"))
                .doesNotThrowAnyException();
    }
}
