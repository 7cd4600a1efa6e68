package io.millrace.ingest.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.sources.Item;
import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoanApplicationsTest {
    private static final int SAMPLE = 20_000;

    @Test
    void shouldKeepBothClassesBetweenAQuarterAndThreeQuartersUnderEachConcept() {
        for (int segment = 0; segment < 3; segment++) {
            LoanConcept concept = LoanApplications.concept(segment);
            long approved = applicants().filter(concept::approves).count();
            assertThat(approved / (double) SAMPLE).as(concept.name()).isBetween(0.25, 0.75);
        }
    }

    @Test
    void shouldDecideAQuarterOrMoreOtherwiseAfterEachChange() {
        for (int segment = 0; segment < 3; segment++) {
            LoanConcept before = LoanApplications.concept(segment);
            LoanConcept after = LoanApplications.concept(segment + 1);
            long changed = applicants()
                    .filter(applicant -> before.approves(applicant) != after.approves(applicant))
                    .count();
            assertThat(changed / (double) SAMPLE).as(before + " to " + after).isGreaterThan(0.25);
        }
    }

    @Test
    void shouldStayPredictableInSpiteOfThePerturbation() {
        for (int segment = 0; segment < 3; segment++) {
            LoanConcept concept = LoanApplications.concept(segment);
            long told = IntStream.range(0, SAMPLE)
                    .filter(number -> {
                        Applicant is = Applicant.draw(new Chance(99, "applicant", number));
                        Applicant measured = is.perturbed(0.05, new Chance(99, "perturbation", number));
                        return concept.approves(is) == concept.approves(measured);
                    })
                    .count();
            assertThat(told / (double) SAMPLE).as(concept.name()).isGreaterThan(0.95);
        }
    }

    @Test
    void shouldChangeTheConceptOncePerTwentyFiveThousandRecordsInEqualSegments() {
        assertThat(LoanApplications.conceptChanges(0)).isEmpty();
        assertThat(LoanApplications.conceptChanges(49_999)).isEmpty();
        assertThat(LoanApplications.conceptChanges(50_000)).containsExactly(25_000L);
        assertThat(LoanApplications.conceptChanges(100_000)).containsExactly(25_000L, 50_000L, 75_000L);
        assertThat(LoanApplications.conceptChanges(110_000)).containsExactly(27_500L, 55_000L, 82_500L);
    }

    @Test
    void shouldLabelByTheConceptInForceAtTheRecordBeforePerturbation() {
        LabelledStream stream = LoanApplications.stream(new StreamPlan(50_000, 7, 500, 0));
        Items.of(stream, 0)
                .filter(Item.Label.class::isInstance)
                .map(Item.Label.class::cast)
                .forEach(label -> {
                    long number = stream.numberOf(label.id());
                    LoanConcept concept = number < 25_000 ? LoanConcept.FUNCTION_1 : LoanConcept.FUNCTION_3;
                    boolean approved = concept.approves(Applicant.draw(new Chance(7, "applicant", number)));
                    assertThat(label.value()).isEqualTo(approved ? "approved" : "declined");
                });
    }

    @Test
    void shouldStayWithinTheDeclaredBoundsAndVocabulariesWhereNothingIsPlanted() {
        List<Column> columns = LoanApplications.definition().columns();
        Items.rows(LoanApplications.stream(new StreamPlan(200_000, 11, 0, 0)))
                .forEach(row -> columns.forEach(column -> assertFits(column, row.fields())));
    }

    @Test
    void shouldPerturbEachNumberByHalfTheFactorTimesItsRangeAtMost() {
        for (int number = 0; number < 1_000; number++) {
            Applicant is = Applicant.draw(new Chance(1, "applicant", number));
            Applicant measured = is.perturbed(0.05, new Chance(1, "perturbation", number));
            assertThat(Math.abs(is.salary() - measured.salary())).isLessThanOrEqualTo(0.025 * 130_000);
            assertThat(Math.abs(is.age() - measured.age())).isLessThanOrEqualTo(0.025 * 60);
            assertThat(Math.abs(is.loan() - measured.loan())).isLessThanOrEqualTo(0.025 * 500_000);
            assertThat(measured.elevel()).isEqualTo(is.elevel());
        }
    }

    @Test
    void shouldHaveTheColumnsOfTheDefinitionInItsOrder() {
        PipelineDefinition definition = LoanApplications.definition();
        Item.Row first = Items.rows(LoanApplications.stream(new StreamPlan(1, 1, 0, 0)))
                .findFirst()
                .orElseThrow();
        assertThat(first.fields().keySet())
                .containsExactlyElementsOf(
                        definition.columns().stream().map(Column::name).toList());
        assertThat(definition.label().classes()).containsExactly("approved", "declined");
    }

    @Test
    void shouldTellTheTenFunctionsApart() {
        for (LoanConcept one : LoanConcept.values()) {
            for (LoanConcept other : LoanConcept.values()) {
                assertThat(applicants().allMatch(a -> one.approves(a) == other.approves(a)))
                        .as(one + " and " + other)
                        .isEqualTo(one == other);
            }
        }
    }

    @Test
    void shouldFollowThePaperOnAnApplicantWorkedOutByHand() {
        Applicant a = new Applicant(60_000, 20_000, 30, 1, 3, 2, 200_000, 25, 150_000);
        // young; education 1; income 80,000; 0.67 * 80,000 = 53,600; 0.2 * 150,000 = 30,000; equity 0.1 * 200,000 * 5 =
        // 100,000
        Map<LoanConcept, Boolean> expected = Map.ofEntries(
                Map.entry(LoanConcept.FUNCTION_1, true),
                Map.entry(LoanConcept.FUNCTION_2, true), // 50,000 <= 60,000 <= 100,000
                Map.entry(LoanConcept.FUNCTION_3, true), // education 0 or 1
                Map.entry(LoanConcept.FUNCTION_4, true), // 25,000 <= 60,000 <= 75,000
                Map.entry(LoanConcept.FUNCTION_5, true), // 100,000 <= 150,000 <= 300,000
                Map.entry(LoanConcept.FUNCTION_6, true), // 50,000 <= 80,000 <= 100,000
                Map.entry(LoanConcept.FUNCTION_7, true), // 53,600 - 30,000 - 20,000 = 3,600
                Map.entry(LoanConcept.FUNCTION_8, true), // 53,600 - 5,000 - 20,000 = 28,600
                Map.entry(LoanConcept.FUNCTION_9, true), // 53,600 - 5,000 - 30,000 - 10,000 = 8,600
                Map.entry(LoanConcept.FUNCTION_10, true)); // 53,600 - 5,000 + 20,000 - 10,000
        expected.forEach((concept, approved) ->
                assertThat(concept.approves(a)).as(concept.name()).isEqualTo(approved));
        Applicant middle = new Applicant(130_000, 0, 50, 4, 3, 2, 200_000, 10, 499_000);
        // neither; income 130,000; 87,100 - 99,800 < 0
        assertThat(List.of(LoanConcept.values()).stream()
                        .filter(concept -> concept.approves(middle))
                        .toList())
                .containsExactly(LoanConcept.FUNCTION_5, LoanConcept.FUNCTION_8, LoanConcept.FUNCTION_10);
    }

    private static Stream<Applicant> applicants() {
        return IntStream.range(0, SAMPLE).mapToObj(number -> Applicant.draw(new Chance(99, "applicant", number)));
    }

    private static void assertFits(Column column, Map<String, Object> fields) {
        Object value = fields.get(column.name());
        if (column.values().isEmpty()) {
            double number = ((Number) value).doubleValue();
            if (number < column.min().orElseThrow() || number > column.max().orElseThrow()) {
                throw new AssertionError(column.name() + " is out of bounds: " + number);
            }
        } else if (!column.values().contains(value)) {
            throw new AssertionError(column.name() + " is not in its vocabulary: " + value);
        }
    }
}
