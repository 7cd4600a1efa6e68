package io.millrace.ingest.streams;

import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Loan applications whose rule of approval changes at known records, after Agrawal, Imielinski and Swami (1993): nine
 * attributes, measured with a perturbation of 0.05, and a class by the function in force before perturbation. The functions in
 * force are 1, 3, 7, 1, ...: each decides at least a quarter of all applications otherwise than the one before it, and an
 * application says nothing of which one is in force.
 */
public final class LoanApplications {
    /** One stretch under one function. */
    private static final long SEGMENT = 25_000;

    private static final double PERTURBATION = 0.05;
    private static final List<LoanConcept> SEQUENCE =
            List.of(LoanConcept.FUNCTION_1, LoanConcept.FUNCTION_3, LoanConcept.FUNCTION_7);

    private LoanApplications() {}

    /** The stream of a plan; ids are {@code loan-0000000} and so on. */
    public static LabelledStream stream(StreamPlan plan) {
        return new LabelledStream(
                "loan",
                "loan-applications",
                plan,
                new Applications(plan.seed(), conceptChanges(plan.records())),
                definition().columns());
    }

    /** Numbers of the first records under a new function: equal segments, one for each full 25,000 records. */
    public static List<Long> conceptChanges(long records) {
        long segments = Math.max(1, records / SEGMENT);
        return LongStream.range(1, segments)
                .mapToObj(segment -> records / segments * segment + records % segments * segment / segments)
                .toList();
    }

    /** The pipeline for the stream. */
    public static PipelineDefinition definition() {
        return DefinitionResource.read("loans.yaml");
    }

    /** The same as YAML text, with its comments. */
    public static String definitionYaml() {
        return DefinitionResource.text("loans.yaml");
    }

    /** The function in force in a segment, counted from 0. */
    static LoanConcept concept(int segment) {
        return SEQUENCE.get(segment % SEQUENCE.size());
    }

    private record Applications(long seed, List<Long> changes) implements LabelledRecords {
        @Override
        public Map<String, Object> fields(long number) {
            return applicant(number)
                    .perturbed(PERTURBATION, new Chance(seed, "perturbation", number))
                    .fields();
        }

        @Override
        public String label(long number) {
            int segment =
                    (int) changes.stream().filter(change -> change <= number).count();
            return concept(segment).approves(applicant(number)) ? "approved" : "declined";
        }

        private Applicant applicant(long number) {
            return Applicant.draw(new Chance(seed, "applicant", number));
        }
    }
}
