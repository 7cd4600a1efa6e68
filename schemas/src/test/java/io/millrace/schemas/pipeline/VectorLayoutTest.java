package io.millrace.schemas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.pipeline.VectorLayout.Slot;
import org.junit.jupiter.api.Test;

class VectorLayoutTest {

    @Test
    void shouldGiveEveryColumnItsSlotsInOrder() {
        PipelineDefinition pipeline = PipelineReader.parse("""
                name: loans
                task: binary-classification
                label: {classes: [a, b]}
                columns:
                  - {name: age, type: numeric}
                  - {name: note, type: ignored}
                  - {name: level, type: categorical, values: [low, high]}
                  - {name: zip, type: categorical, buckets: 64}
                  - {name: shop, type: categorical, learn: 100}
                  - {name: member, type: boolean}
                  - {name: at, type: timestamp}
                """, "p.yaml");

        VectorLayout layout = VectorLayout.of(pipeline);

        assertThat(layout.slots())
                .containsExactly(
                        new Slot("age", 0),
                        new Slot("level", 3),
                        new Slot("zip", 65),
                        new Slot("shop", 101),
                        new Slot("member", 0),
                        new Slot("at.hour", 0),
                        new Slot("at.weekday", 0),
                        new Slot("at.yearday", 0));
        assertThat(layout.length()).isEqualTo(8);
        assertThat(layout.slots().get(1).categorical()).isTrue();
        assertThat(layout.slots().get(0).categorical()).isFalse();
    }
}
