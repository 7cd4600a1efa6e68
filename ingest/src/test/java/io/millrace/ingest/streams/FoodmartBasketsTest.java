package io.millrace.ingest.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.ingest.sources.CsvSource;
import io.millrace.ingest.sources.Item;
import io.millrace.schemas.pipeline.Column;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FoodmartBasketsTest {
    private static final LabelledStream STREAM = FoodmartBaskets.stream(new StreamPlan(100_000, 1, 0, 0));

    @Test
    void shouldHoldEveryBasketInTimeOrder() {
        List<String> days = Items.rows(STREAM)
                .map(row -> (String) row.fields().get("the_date"))
                .toList();
        assertThat(days).hasSize((int) FoodmartBaskets.BASKETS).isSorted();
        assertThat(STREAM.plan().records()).isEqualTo(FoodmartBaskets.BASKETS);
    }

    @Test
    void shouldHaveTheFirstBasketFromAnotherCountryWhereItSays() {
        List<Object> countries =
                Items.rows(STREAM).map(row -> row.fields().get("store_country")).toList();
        int from = (int) FoodmartBaskets.NEW_COUNTRIES_FROM;
        assertThat(countries.subList(0, from)).containsOnly("USA");
        assertThat(countries.get(from)).isEqualTo("Mexico");
        assertThat(countries.subList(from, countries.size())).contains("Canada", "USA");
    }

    @Test
    void shouldFitItsDefinition() {
        List<Column> columns = FoodmartBaskets.definition().columns();
        List<String> classes = FoodmartBaskets.definition().label().classes();
        Items.of(STREAM, 0).forEach(item -> {
            if (item instanceof Item.Label label) {
                assertThat(classes).contains(label.value());
            } else {
                fits(columns, ((Item.Row) item).fields());
            }
        });
    }

    @Test
    void shouldTakeDefectsAsWell() {
        LabelledStream dirty = FoodmartBaskets.stream(new StreamPlan(10_000, 2, 100, 0.06));
        assertThat(dirty.planted().values())
                .allSatisfy(count -> assertThat(count).isPositive());
        assertThat(Items.of(dirty, 0)).hasSize((int) dirty.items());
    }

    @Test
    void shouldEqualTheEvaluationCopyWhereThatIsAtHand() {
        Optional<Path> copy = copy();
        assumeTrue(copy.isPresent(), "foodmart_baskets.csv.gz is not beside the project");
        Iterator<Item.Row> expected =
                Items.rows(CsvSource.anyColumns(copy.get())).iterator();
        Iterator<Item> actual = Items.of(STREAM, 0).iterator();
        while (actual.hasNext()) {
            Map<String, Object> row = new LinkedHashMap<>(((Item.Row) actual.next()).fields());
            row.put("member_card", ((Item.Label) actual.next()).value());
            Map<String, Object> wanted = expected.next().fields();
            double sales = (double) row.remove("sales");
            assertThat(sales).isCloseTo(Double.parseDouble((String) wanted.get("sales")), offset(1e-9));
            row.replaceAll((column, value) -> value.toString());
            assertThat(wanted).containsAllEntriesOf(row);
        }
        assertThat(expected.hasNext()).isFalse();
    }

    /** Looked for in a folder {@code shared} beside any folder above. */
    private static Optional<Path> copy() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("shared/data/streams/foodmart_baskets.csv.gz");
            if (Files.isReadable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static void fits(List<Column> columns, Map<String, Object> fields) {
        for (Column column : columns) {
            Object value = fields.get(column.name());
            boolean fits = column.values().isEmpty()
                    ? !(value instanceof Number number)
                            || number.doubleValue() >= column.min().orElse(-1e9)
                                    && number.doubleValue() <= column.max().orElse(1e9)
                    : column.values().contains(value);
            if (!fits) {
                throw new AssertionError(column.name() + " does not fit: " + value);
            }
        }
    }
}
