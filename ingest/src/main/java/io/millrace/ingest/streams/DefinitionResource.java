package io.millrace.ingest.streams;

import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Pipeline definitions that come with the built-in streams. */
final class DefinitionResource {
    private DefinitionResource() {}

    static PipelineDefinition read(String name) {
        return PipelineReader.parse(text(name), name);
    }

    static String text(String name) {
        try (InputStream in = DefinitionResource.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
