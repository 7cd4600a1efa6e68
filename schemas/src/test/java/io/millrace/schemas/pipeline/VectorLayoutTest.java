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
                  - {name: weight, type: numeric, bins: [50, 80]}
                  - {name: shop, type: ignored}
                  - {name: level, type: categorical, values: [low, high]}
                  - {name: zip, type: categorical, buckets: 64}
                  - {name: member, type: boolean}
                  - {name: at, type: timestamp}
                  - {name: note, type: text, buckets: 2}
                  - {name: title, type: text, encoding: tokens, tokens: 2, buckets: 50}
                  - {name: due, type: timestamp, parts: [month, minute], cyclical: true}
                """, "p.yaml");

        VectorLayout layout = VectorLayout.of(pipeline);

        assertThat(layout.slots())
                .containsExactly(
                        new Slot("age", 0),
                        new Slot("weight", 4),
                        new Slot("level", 3),
                        new Slot("zip", 65),
                        new Slot("member", 0),
                        new Slot("at.hour", 0),
                        new Slot("at.weekday", 0),
                        new Slot("at.yearday", 0),
                        new Slot("note.bucket.0", 0),
                        new Slot("note.bucket.1", 0),
                        new Slot("title.token.0", 51),
                        new Slot("title.token.1", 51),
                        new Slot("due.month.sin", 0),
                        new Slot("due.month.cos", 0),
                        new Slot("due.minute.sin", 0),
                        new Slot("due.minute.cos", 0));
        assertThat(layout.length()).isEqualTo(16);
        assertThat(layout.slots().get(2).categorical()).isTrue();
        assertThat(layout.slots().get(0).categorical()).isFalse();
    }
}
