package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.features.CleanValues;
import io.millrace.features.Encoded;
import io.millrace.features.Encoder;
import io.millrace.features.Encoding;
import io.millrace.features.FloatVector;
import io.millrace.features.Knowledge;
import io.millrace.features.LabelReading;
import io.millrace.features.LabelRule;
import io.millrace.features.RawRecord;
import io.millrace.features.Reason;
import io.millrace.features.Refused;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.VectorLayout.Slot;
import io.millrace.systemtests.DirtyRecords.Sale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What encode must make of a stream, found without Kafka: the encoder is run on each record by itself. Codes that a pipeline
 * learns depend on the order of arrival over all partitions, so of these it knows the category only.
 */
final class EncodeOracle {
    private final Encoder encoder;
    private final LabelRule labels;
    private final List<String> learning;
    private final List<String> slots;
    private final Map<String, Map<String, Integer>> learned;
    private final Map<String, Expected> accepted = new HashMap<>();
    private final Map<String, List<String>> reasons = new TreeMap<>();

    /**
     * @param values 0 where a code is still to be learned
     * @param categories by column, where that is so
     */
    private record Expected(FloatVector values, Map<String, String> categories) {}

    /** @param learned by column, the codes of the vocabularies that were learned before, for ever */
    EncodeOracle(PipelineDefinition pipeline, Map<String, Map<String, Integer>> learned) {
        this.encoder = Encoder.of(pipeline);
        this.labels = LabelRule.of(pipeline.label());
        this.learned = learned;
        this.learning = pipeline.encodedColumns().stream()
                .filter(column -> column.learn().isPresent() && !learned.containsKey(column.name()))
                .map(Column::name)
                .toList();
        this.slots = encoder.layout().slots().stream().map(Slot::name).toList();
    }

    /** To be told of every record, those of one id in the order in which they were sent. */
    void sent(Sale sale) {
        Reason reason = reason(sale);
        if (reason != null) {
            String shown = sale.id() == null ? "" : sale.id();
            reasons.computeIfAbsent(shown, id -> new ArrayList<>()).add(reason.code());
        }
    }

    /** Why the record is put aside; null where it is let in. */
    private Reason reason(Sale sale) {
        if (sale.id() == null) {
            return Reason.MISSING_ID;
        }
        Optional<RawRecord> read = sale.fields();
        if (read.isEmpty()) {
            return Reason.MALFORMED;
        }
        RawRecord fields = read.get();
        if (!fields.field("id").equals(sale.id())) {
            return Reason.ID_MISMATCH;
        }
        return accepted.containsKey(sale.id()) ? Reason.DUPLICATE : encode(sale.id(), fields);
    }

    private Reason encode(String id, RawRecord fields) {
        Map<String, String> categories = new HashMap<>();
        Knowledge knowledge = (column, category) -> {
            if (learned.containsKey(column)) {
                return learned.get(column).getOrDefault(category, 0);
            }
            categories.put(column, category);
            return 0;
        };
        Encoding encoding = encoder.encode(fields, knowledge, CleanValues.UNHEARD);
        if (encoding instanceof Refused refused) {
            return refused.reason();
        }
        LabelReading label = labels.read(fields);
        if (label instanceof Refused refused) {
            return refused.reason();
        }
        accepted.put(id, new Expected(((Encoded) encoding).values(), categories));
        return null;
    }

    /** In = out + put aside, each under its reason; every vector as it must be; one code per category. */
    void check(EncodeOutput output) {
        Map<String, List<String>> found = reasons(output.quarantined());
        assertThat(counts(found)).isEqualTo(counts(reasons));
        assertThat(found).isEqualTo(reasons);
        assertThat(output.features())
                .extracting(FeatureVector::getId)
                .containsExactlyInAnyOrderElementsOf(accepted.keySet());
        Map<String, Map<String, Integer>> vocabularies = output.vocabularies();
        for (FeatureVector vector : output.features()) {
            Expected expected = accepted.get(vector.getId());
            assertThat(withoutLearning(vector)).as(vector.getId()).isEqualTo(expected.values());
            expected.categories().forEach((column, category) -> {
                int code = (int) (float) vector.getValues().get(slots.indexOf(column));
                assertThat(code)
                        .as(vector.getId() + " " + column + " " + category)
                        .isIn(0, vocabularies.get(column).getOrDefault(category, 0));
            });
        }
    }

    private static Map<String, List<String>> reasons(List<Rejected> quarantined) {
        Map<String, List<String>> reasons = new TreeMap<>();
        quarantined.forEach(rejected -> reasons.computeIfAbsent(rejected.getId(), id -> new ArrayList<>())
                .add(rejected.getReason()));
        return reasons;
    }

    /** How many records were put aside for each reason. */
    private static Map<String, Long> counts(Map<String, List<String>> reasons) {
        return reasons.values().stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(reason -> reason, TreeMap::new, Collectors.counting()));
    }

    /** A vector with 0 in place of every code that is still being learned. */
    private FloatVector withoutLearning(FeatureVector vector) {
        float[] values = FloatVector.of(vector.getValues()).toArray();
        for (String column : learning) {
            int slot = slots.indexOf(column);
            values[slot] = Float.isNaN(values[slot]) ? Float.NaN : 0;
        }
        return FloatVector.of(values);
    }
}
