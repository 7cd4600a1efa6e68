package io.millrace.schemas.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.topics.AccessReference;
import io.millrace.schemas.topics.TopicReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The pages in docs/ that are written by the code. Renew them with -Dmillrace.renew=true. */
class PipelineDocsTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final String RENEW =
            "mvn -pl schemas test -Dtest=PipelineDocsTest -Dmillrace.renew=true, and commit docs/";

    @Test
    void shouldPublishTheJsonSchema() throws IOException {
        assertCurrent("pipeline.schema.json", PipelineSchema.json());
    }

    @Test
    void shouldDocumentEveryKey() throws IOException {
        assertCurrent("pipeline.md", PipelineReference.page(example()));
    }

    @Test
    void shouldDocumentEveryTopic() throws IOException {
        assertCurrent("topics.md", TopicReference.page(PipelineReader.parse(example(), "example.yaml")));
    }

    @Test
    void shouldDocumentEveryRight() throws IOException {
        assertCurrent("acls.md", AccessReference.page(PipelineReader.parse(example(), "example.yaml")));
    }

    private static void assertCurrent(String name, String expected) throws IOException {
        Path file = DOCS.resolve(name);
        if (Boolean.getBoolean("millrace.renew")) {
            Files.createDirectories(DOCS);
            Files.writeString(file, expected);
        }
        assertThat(Files.readString(file))
                .as("docs/%s is out of date: run %s", name, RENEW)
                .isEqualTo(expected);
    }

    private static String example() throws IOException {
        try (InputStream in = PipelineDocsTest.class.getResourceAsStream("/example.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
