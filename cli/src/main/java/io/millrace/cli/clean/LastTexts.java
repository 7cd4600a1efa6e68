package io.millrace.cli.clean;

import io.millrace.features.CanonicalText;
import io.millrace.features.RawRecord;
import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.Column.Missing;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each entity had last in the columns that take it where a record says nothing, in the order of the file. */
final class LastTexts {
    private final List<String> columns;
    private final String entityField;
    private final Map<String, Map<String, String>> byEntity = new HashMap<>();

    LastTexts(PipelineDefinition pipeline) {
        this.columns = pipeline.encodedColumns().stream()
                .filter(column -> column.missing() == Missing.LAST)
                .map(Column::name)
                .toList();
        this.entityField = pipeline.source().entity().map(pipeline::fieldOf).orElse("");
    }

    /** Fills the row from the ones before it, and remembers what it says itself. */
    void settle(RawRecord fields, CleanRow row) {
        String entity = columns.isEmpty() ? "" : CanonicalText.of(fields.field(entityField));
        if (entity.isEmpty()) {
            return;
        }
        Map<String, String> last = byEntity.computeIfAbsent(entity, name -> new HashMap<>());
        for (String column : columns) {
            if (!row.missing().contains(column)) {
                last.put(column, row.shown(column, ""));
            } else if (last.containsKey(column)) {
                row.standsIn(column, last.get(column));
            }
        }
    }
}
