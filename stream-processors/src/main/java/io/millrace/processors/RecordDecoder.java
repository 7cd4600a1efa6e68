package io.millrace.processors;

import io.millrace.features.RawRecord;
import io.millrace.schemas.pipeline.Source;
import io.millrace.schemas.serde.SchemaRegistry;

/** Reads the user's own records from the bytes on the records topic. */
@FunctionalInterface
interface RecordDecoder {
    /**
     * @throws io.millrace.schemas.serde.SchemaRefused where the registry does not know the schema
     * @throws io.millrace.schemas.serde.RegistryUnavailable where the registry gave no answer: try again
     * @throws RuntimeException where the bytes are not what they should be
     */
    RawRecord decode(byte[] value);

    static RecordDecoder of(Source.Format format, SchemaRegistry registry) {
        return switch (format) {
            case AVRO -> new AvroDecoder(registry);
            case JSON -> new JsonDecoder();
        };
    }
}
