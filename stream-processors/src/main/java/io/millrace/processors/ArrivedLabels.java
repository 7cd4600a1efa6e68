package io.millrace.processors;

import io.millrace.schemas.EntityEvent;
import io.millrace.schemas.Example;
import io.millrace.schemas.serde.AvroSerde;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Sends the labels of examples to their entities. An example is there only when its label has truly arrived. */
final class ArrivedLabels extends ContextualProcessor<byte[], byte[], String, EntityEvent> {
    private final AvroSerde<Example> examples;

    ArrivedLabels(AvroSerde<Example> examples) {
        this.examples = examples;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        String topic = context().recordMetadata().orElseThrow().topic();
        Example example = examples.deserialize(topic, record.value());
        if (example.getEntity() != null) {
            EntityEvent event = new EntityEvent(example.getId(), null, example.getLabel());
            context().forward(new Record<>(example.getEntity(), event, record.timestamp()));
        }
    }
}
