package io.millrace.cli.embedded.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Records of a topic that Confluent's registry wrote, and ours in the same letters. */
class RecordLayoutTest {
    private static final SchemaVersion VERSION = new SchemaVersion("orders-value", 2, 7, "\"string\"", false);

    @Test
    void shouldWriteSchemasAsConfluentDoes() {
        RecordLayout.Bytes bytes = RecordLayout.write(new RegistryRecord.VersionSaved(VERSION));

        assertThat(new String(bytes.key(), UTF_8))
                .isEqualTo("{\"keytype\":\"SCHEMA\",\"subject\":\"orders-value\",\"version\":2,\"magic\":1}");
        assertThat(new String(bytes.value(), UTF_8))
                .isEqualTo(
                        "{\"subject\":\"orders-value\",\"version\":2,\"id\":7,\"schema\":\"\\\"string\\\"\",\"deleted\":false}");
    }

    @Test
    void shouldWriteAGlobalLevelAsConfluentDoes() {
        RecordLayout.Bytes bytes =
                RecordLayout.write(new RegistryRecord.LevelSet(RegistryState.GLOBAL, CompatibilityLevel.FULL));

        assertThat(new String(bytes.key(), UTF_8)).isEqualTo("{\"keytype\":\"CONFIG\",\"subject\":null,\"magic\":0}");
        assertThat(new String(bytes.value(), UTF_8)).isEqualTo("{\"subject\":null,\"compatibilityLevel\":\"FULL\"}");
    }

    @Test
    void shouldReadBackWhatItWrites() {
        assertRoundTrip(new RegistryRecord.VersionSaved(VERSION.asDeleted()));
        assertRoundTrip(new RegistryRecord.VersionDropped("orders-value", 2));
        assertRoundTrip(new RegistryRecord.LevelSet("orders-value", CompatibilityLevel.NONE));
        assertRoundTrip(new RegistryRecord.LevelCleared("orders-value"));
        assertRoundTrip(new RegistryRecord.LevelCleared(RegistryState.GLOBAL));
    }

    @Test
    void shouldReadWhatOnlyConfluentsRegistryWrites() {
        assertThat(read("{\"keytype\":\"NOOP\",\"magic\":0}", null)).isEqualTo(new RegistryRecord.Ignored());
        assertThat(read(
                        "{\"keytype\":\"DELETE_SUBJECT\",\"subject\":\"orders-value\",\"magic\":0}",
                        "{\"subject\":\"orders-value\",\"version\":3}"))
                .isEqualTo(new RegistryRecord.SubjectDeleted("orders-value", 3));
    }

    @Test
    void shouldDeleteASubjectUpToTheVersionItSays() {
        RegistryState state = new RegistryState();
        state.save(new SchemaVersion("orders-value", 1, 1, "\"int\"", false));
        state.save(VERSION);

        new RegistryRecord.SubjectDeleted("orders-value", 1).applyTo(state);

        assertThat(state.versions("orders-value"))
                .extracting(SchemaVersion::deleted)
                .containsExactly(true, false);
    }

    private static void assertRoundTrip(RegistryRecord entry) {
        RecordLayout.Bytes bytes = RecordLayout.write(entry);
        assertThat(RecordLayout.read(bytes.key(), bytes.value())).isEqualTo(entry);
    }

    private static RegistryRecord read(String key, String value) {
        return RecordLayout.read(key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
    }
}
