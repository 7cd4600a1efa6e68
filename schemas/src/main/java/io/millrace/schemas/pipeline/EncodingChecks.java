package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import io.millrace.schemas.pipeline.Column.Type;
import java.util.Map;

/** Which settings of a column's encoding go together, and with its type. */
final class EncodingChecks {
    private EncodingChecks() {}

    static void offsets(Type type, Map<String, Double> units, Map<String, Double> offsets) {
        unless(type == Type.NUMERIC || offsets.isEmpty(), "offsets", "only a numeric column has units");
        offsets.keySet()
                .forEach(unit -> unless(
                        units.containsKey(unit), "offsets", "'" + unit + "' is none of the units " + units.keySet()));
    }
}
