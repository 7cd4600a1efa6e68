package io.millrace.cli.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every version of Millrace reads what every other wrote: each schema follows its released ones under FULL_TRANSITIVE. */
class SchemaEvolutionTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Path SCHEMAS = Path.of("..", "schemas", "src");
    private static final Path CURRENT = SCHEMAS.resolve(Path.of("main", "avro"));
    private static final Path RELEASED = SCHEMAS.resolve(Path.of("test", "resources", "released"));

    private final EmbeddedRegistry registry = new EmbeddedRegistry(new MemoryLog(), ANY_PORT);
    private final SchemaRegistryClient client =
            new CachedSchemaRegistryClient(List.of(registry.url()), 1000, List.of(new AvroSchemaProvider()), Map.of());

    @BeforeEach
    void demandFullTransitive() throws Exception {
        client.updateCompatibility(null, "FULL_TRANSITIVE");
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @ParameterizedTest
    @MethodSource("everyRecord")
    void shouldTakeTheCurrentSchemaAfterAllReleasedOnes(String file) throws Exception {
        for (Path release : releases()) {
            if (Files.exists(release.resolve(file))) {
                client.register(file, schema(release.resolve(file)));
            }
        }

        assertThat(CURRENT.resolve(file))
                .as("a released record is never taken away: old topics hold it")
                .exists();
        client.register(file, schema(CURRENT.resolve(file)));
    }

    @ParameterizedTest
    @MethodSource("everyRecord")
    void shouldRefuseASchemaThatLostARequiredField(String file) throws Exception {
        AvroSchema current = schema(CURRENT.resolve(file));
        client.register(file, current);

        assertThatThrownBy(() -> client.register(file, withoutFirstRequiredField(current)))
                .isInstanceOfSatisfying(
                        RestClientException.class,
                        e -> assertThat(e.getStatus()).isEqualTo(409));
    }

    @Test
    void shouldHaveARelease() throws IOException {
        assertThat(releases()).isNotEmpty();
    }

    static List<String> everyRecord() throws IOException {
        List<Path> folders = new ArrayList<>(releases());
        folders.add(CURRENT);
        List<String> names = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString()).forEach(names::add);
            }
        }
        return names.stream().distinct().sorted().toList();
    }

    private static List<Path> releases() throws IOException {
        try (Stream<Path> folders = Files.list(RELEASED)) {
            return folders.filter(Files::isDirectory)
                    .sorted(Comparator.comparing(SchemaEvolutionTest::version, Arrays::compare))
                    .toList();
        }
    }

    private static int[] version(Path folder) {
        return Stream.of(folder.getFileName().toString().split("\\."))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /** One that names a type of another file is read with the file of model versions before it. */
    private static AvroSchema schema(Path file) throws IOException {
        Schema.Parser parser = new Schema.Parser();
        Path versions = file.resolveSibling("ModelVersion.avsc");
        if (!file.equals(versions)) {
            parser.parse(Files.readString(versions));
        }
        return new AvroSchema(parser.parse(Files.readString(file)));
    }

    private static AvroSchema withoutFirstRequiredField(AvroSchema schema) {
        Schema record = schema.rawSchema();
        Field going = record.getFields().stream()
                .filter(field -> !field.hasDefaultValue())
                .findFirst()
                .orElseThrow();
        List<Field> left = record.getFields().stream()
                .filter(field -> !field.equals(going))
                .map(field -> new Field(field, field.schema()))
                .toList();
        return new AvroSchema(
                Schema.createRecord(record.getName(), record.getDoc(), record.getNamespace(), false, left));
    }
}
