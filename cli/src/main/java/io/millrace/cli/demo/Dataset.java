package io.millrace.cli.demo;

import io.millrace.ingest.streams.Defect;
import io.millrace.ingest.streams.FoodmartBaskets;
import io.millrace.ingest.streams.LabelledStream;
import io.millrace.ingest.streams.LoanApplications;
import io.millrace.ingest.streams.StreamPlan;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a demo streams, and what is known about it beforehand.
 *
 * @param yaml the pipeline definition as text
 */
record Dataset(PipelineDefinition definition, String yaml, LabelledStream stream, Audit.Plan plan) {

    static Dataset of(DemoSettings settings) {
        StreamPlan plan =
                new StreamPlan(settings.records(), settings.seed(), settings.labelDelay(), settings.dirtyShare());
        return switch (settings.dataset()) {
            case LOANS ->
                of(
                        LoanApplications.definition(),
                        LoanApplications.definitionYaml(),
                        LoanApplications.stream(plan),
                        LoanApplications.conceptChanges(settings.records()).stream()
                                .map(Long::intValue)
                                .toList(),
                        true);
            case FOODMART ->
                of(
                        FoodmartBaskets.definition(),
                        FoodmartBaskets.definitionYaml(),
                        FoodmartBaskets.stream(plan),
                        List.of(),
                        false);
        };
    }

    private static Dataset of(
            PipelineDefinition definition,
            String yaml,
            LabelledStream stream,
            List<Integer> conceptChanges,
            boolean conceptsAreKnown) {
        int records = (int) stream.plan().records();
        Map<String, Long> planted = new TreeMap<>();
        stream.planted().forEach((defect, count) -> planted.put(named(defect), count));
        SortedMap<String, Long> quarantined = new TreeMap<>(stream.quarantined(records));
        quarantined.values().removeIf(count -> count == 0);
        return new Dataset(
                definition,
                yaml,
                stream,
                new Audit.Plan(records, planted, quarantined, conceptChanges, conceptsAreKnown));
    }

    int numberOf(String id) {
        return (int) stream.numberOf(id);
    }

    private static String named(Defect defect) {
        return defect.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
