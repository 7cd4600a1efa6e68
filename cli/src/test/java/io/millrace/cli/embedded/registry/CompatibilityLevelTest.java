package io.millrace.cli.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All seven levels against schemas that differ in one field. */
class CompatibilityLevelTest {
    private static final Schema PLAIN =
            SchemaBuilder.record("R").fields().requiredInt("a").endRecord();
    private static final Schema WITH_REQUIRED =
            SchemaBuilder.record("R").fields().requiredInt("a").requiredInt("b").endRecord();
    private static final Schema WITH_DEFAULT = SchemaBuilder.record("R")
            .fields()
            .requiredInt("a")
            .name("b")
            .type()
            .intType()
            .intDefault(0)
            .endRecord();

    @ParameterizedTest
    @CsvSource({
        "NONE, true, true, true",
        "BACKWARD, false, true, true",
        "FORWARD, true, false, true",
        "FULL, false, false, true",
        "BACKWARD_TRANSITIVE, false, true, true",
        "FORWARD_TRANSITIVE, true, false, true",
        "FULL_TRANSITIVE, false, false, true",
    })
    void shouldJudgeAgainstTheLastSchema(
            CompatibilityLevel level,
            boolean requiredFieldMayCome,
            boolean requiredFieldMayGo,
            boolean fieldWithDefaultMayCome) {
        assertThat(allows(level, PLAIN, WITH_REQUIRED)).isEqualTo(requiredFieldMayCome);
        assertThat(allows(level, WITH_REQUIRED, PLAIN)).isEqualTo(requiredFieldMayGo);
        assertThat(allows(level, PLAIN, WITH_DEFAULT)).isEqualTo(fieldWithDefaultMayCome);
    }

    @ParameterizedTest
    @CsvSource({"BACKWARD, true", "BACKWARD_TRANSITIVE, false", "FULL, true", "FULL_TRANSITIVE, false"})
    void shouldLookAtAllEarlierSchemasWhereTransitive(CompatibilityLevel level, boolean allowed) {
        assertThat(allows(level, PLAIN, WITH_DEFAULT, WITH_REQUIRED)).isEqualTo(allowed);
    }

    /** The last schema is the new one. */
    private static boolean allows(CompatibilityLevel level, Schema... schemas) {
        List<SchemaVersion> earlier = new ArrayList<>();
        for (int i = 0; i < schemas.length - 1; i++) {
            earlier.add(new SchemaVersion("s", i + 1, i + 1, schemas[i].toString(), false));
        }
        return level.objections(schemas[schemas.length - 1], earlier).isEmpty();
    }
}
