package io.millrace.ingest.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ingest.sources.Item;
import io.millrace.schemas.pipeline.Column;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelledStreamTest {
    private static final StreamPlan PLAN = new StreamPlan(20_000, 42, 500, 0.05);

    private static final List<Column> COLUMNS = LoanApplications.definition().columns();

    private final LabelledStream stream = LoanApplications.stream(PLAN);

    @Test
    void shouldGoOnFromAnyPositionWithTheSameItems() {
        LabelledStream small = LoanApplications.stream(new StreamPlan(1_500, 3, 200, 0.3));
        List<Item> whole = Items.of(small, 0).toList();
        assertThat(whole).hasSize((int) small.items());
        for (int position = 0; position <= whole.size(); position += 37) {
            assertThat(Items.of(small, position).toList()).isEqualTo(whole.subList(position, whole.size()));
        }
        assertThat(Items.of(small, whole.size()).toList()).isEmpty();
    }

    @Test
    void shouldBeTheSameForOnePlanAndAnotherForAnotherSeed() {
        assertThat(Items.of(LoanApplications.stream(PLAN), 0).limit(5_000).toList())
                .isEqualTo(Items.of(stream, 0).limit(5_000).toList());
        LabelledStream other = LoanApplications.stream(new StreamPlan(20_000, 43, 500, 0.05));
        assertThat(Items.of(other, 0).findFirst())
                .isNotEqualTo(Items.of(stream, 0).findFirst());
        assertThat(other.name()).isNotEqualTo(stream.name());
    }

    @Test
    void shouldPlantExactlyTheDefectsItTellsOf() {
        assertThat(found(stream)).isEqualTo(stream.planted());
    }

    @Test
    void shouldSpreadTheDirtyShareEvenlyOverTheKinds() {
        Map<Defect, Long> planted =
                LoanApplications.stream(new StreamPlan(100_000, 1, 0, 0.06)).planted();
        assertThat(planted.values()).allSatisfy(count -> assertThat(count).isBetween(850L, 1_150L));
    }

    @Test
    void shouldPlantNothingWhereTheDirtyShareIsZero() {
        LabelledStream clean = LoanApplications.stream(new StreamPlan(5_000, 1, 0, 0));
        assertThat(clean.planted().values()).containsOnly(0L);
        assertThat(clean.vectors(5_000)).isEqualTo(5_000);
    }

    @Test
    void shouldAccountForEveryRecordAsFeatureVectorOrQuarantined() {
        for (long first : new long[] {0, 1, 999, 20_000}) {
            long quarantined = stream.quarantined(first).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(stream.vectors(first) + quarantined).isEqualTo(first);
        }
        assertThat(stream.quarantined(20_000))
                .containsOnlyKeys("duplicate", "malformed", "out-of-range", "wrong-type")
                .containsEntry("out-of-range", stream.planted().get(Defect.OUTLIER));
    }

    @Test
    void shouldSendTheLabelOfEachFeatureVectorRightAfterTheRecordThatIsDelayLater() {
        Set<String> labelled = new HashSet<>();
        long records = 0;
        for (Item item : Items.of(stream, 0).toList()) {
            if (item instanceof Item.Label label) {
                long number = stream.numberOf(label.id());
                assertThat(labelled.add(label.id())).as(label.id()).isTrue();
                if (records < PLAN.records()) {
                    assertThat(records - 1 - number).as(label.id()).isEqualTo(PLAN.labelDelay());
                }
            } else {
                records++;
            }
        }
        assertThat(records).isEqualTo(PLAN.records());
        assertThat(labelled).hasSize((int) stream.vectors(PLAN.records()));
    }

    @Test
    void shouldFlushTheRemainingLabelsInOrderWhereTheDelayIsLongerThanTheStream() {
        LabelledStream shorter = LoanApplications.stream(new StreamPlan(10, 1, 500, 0));
        List<Item> items = Items.of(shorter, 0).toList();
        assertThat(items).hasSize(20);
        assertThat(items.subList(10, 20)).allMatch(Item.Label.class::isInstance);
        assertThat(items.get(10).id()).isEqualTo("loan-0000000");
    }

    @Test
    void shouldTellHowManyRecordsAreAmongTheFirstItems() {
        List<Item> items = Items.of(stream, 0).limit(3_000).toList();
        for (int position = 0; position <= items.size(); position += 173) {
            long records = items.subList(0, position).stream()
                    .filter(item -> !(item instanceof Item.Label))
                    .count();
            assertThat(stream.recordsAt(position)).isEqualTo(records);
        }
    }

    @Test
    void shouldNameARecordByItsNumber() {
        assertThat(stream.idOf(123)).isEqualTo("loan-0000123");
        assertThat(stream.idOf(12_345_678)).isEqualTo("loan-12345678");
        assertThat(stream.numberOf("loan-0000123")).isEqualTo(123);
        assertThat(stream.numberOf("loan-12345678")).isEqualTo(12_345_678);
        assertThatThrownBy(() -> stream.numberOf("basket-1")).hasMessageContaining("is not an id of");
    }

    @Test
    void shouldRepeatOnlyEarlierRecordsThatBecomeFeatureVectors() {
        LabelledStream dirty = LoanApplications.stream(new StreamPlan(5_000, 5, 0, 0.5));
        Defects defects = new Defects(5, 0.5, COLUMNS);
        for (long number = 0; number < 5_000; number++) {
            if (defects.of(number).equals(Optional.of(Defect.DUPLICATE))) {
                long original = defects.originalOf(number);
                assertThat(original).isBetween(0L, number - 1);
                assertThat(defects.survives(original)).isTrue();
            }
        }
        assertThat(found(dirty)).isEqualTo(dirty.planted());
    }

    /** Looks at the items as a consumer would and tells the defects by what is wrong. */
    private static Map<Defect, Long> found(LabelledStream stream) {
        Map<Defect, Long> found = new EnumMap<>(Defect.class);
        for (Defect defect : Defect.values()) {
            found.put(defect, 0L);
        }
        Map<String, Item> sent = new HashMap<>();
        for (Item item : Items.of(stream, 0).toList()) {
            if (item instanceof Item.Label) {
                continue;
            }
            Item earlier = sent.putIfAbsent(item.id(), item);
            if (earlier != null) {
                assertThat(item).isEqualTo(earlier);
                found.merge(Defect.DUPLICATE, 1L, Long::sum);
            } else if (item instanceof Item.Row row) {
                defects(row).forEach(defect -> found.merge(defect, 1L, Long::sum));
            } else {
                found.merge(Defect.MALFORMED, 1L, Long::sum);
            }
        }
        return found;
    }

    private static List<Defect> defects(Item.Row row) {
        List<Defect> defects = new ArrayList<>();
        Map<String, Object> fields = new LinkedHashMap<>(row.fields());
        for (Column column : COLUMNS) {
            Object value = fields.get(column.name());
            if (value == null || value.equals("")) {
                defects.add(Defect.MISSING);
            } else if (!column.values().isEmpty()) {
                if (!column.values().contains(value)) {
                    defects.add(Defect.UNSEEN_CATEGORY);
                }
            } else if (value instanceof String) {
                defects.add(Defect.WRONG_TYPE);
            } else if (((Number) value).doubleValue() > column.max().orElseThrow()) {
                defects.add(Defect.OUTLIER);
            }
        }
        assertThat(defects).hasSizeLessThanOrEqualTo(1);
        return defects;
    }
}
