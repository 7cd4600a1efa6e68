package io.millrace.benchmarks.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.features.Encoded;
import io.millrace.features.Encoder;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineDefinition.Delivery;
import java.time.Duration;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class PaymentsTest {
    private final PipelineDefinition pipeline = Payments.definition(Delivery.AT_LEAST_ONCE, Duration.ofHours(1));

    @Test
    void shouldHaveTwelveColumnsThatAllBecomePartOfTheVector() {
        assertThat(pipeline.encodedColumns()).hasSize(12);
        assertThat(pipeline.delivery()).isEqualTo(Delivery.AT_LEAST_ONCE);
    }

    @Test
    void shouldBecomeVectorsWithOneValueInTwentyMissing() {
        Encoder encoder = Encoder.of(pipeline);
        int missing = 0;
        for (int number = 0; number < 5_000; number++) {
            GenericRecord payment = Payments.payment(number);
            Encoded encoded = (Encoded) encoder.encode(name -> text(payment.get(name)));
            missing += encoded.missing();
        }
        assertThat(missing / (5_000.0 * 12)).isBetween(0.045, 0.055);
    }

    @Test
    void shouldMakeTheSamePaymentOfTheSameNumber() {
        assertThat(Payments.payment(7)).isEqualTo(Payments.payment(7)).isNotEqualTo(Payments.payment(8));
    }

    private static Object text(Object value) {
        return value instanceof CharSequence ? value.toString() : value;
    }
}
