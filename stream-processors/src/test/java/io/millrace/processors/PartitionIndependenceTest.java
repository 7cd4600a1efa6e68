package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.VocabularyEntry;
import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same records over 1, 3 and 8 partitions, in any order across them; PartitionsIT does it on a real broker. */
class PartitionIndependenceTest {
    private static final int RECORDS = 300;

    private static final PipelineDefinition PIPELINE = LearningRun.pipeline(
            "{name: amount, type: numeric, decimal: either, min: 0}",
            "{name: member, type: boolean, invalid: missing}",
            "{name: level, type: categorical, values: [low, high], unseen: reject}",
            "{name: colour, type: categorical, buckets: 16}",
            "{name: at, type: timestamp}",
            "{name: shop, type: categorical, learn: 20, spellings: case}");

    private record Sale(String id, String json) {}

    /** What came out, by id. */
    private record Outcome(Map<String, FeatureVector> vectors, Map<String, List<String>> reasons) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldMakeTheSameOfEveryRecordOnAnyNumberOfPartitions(long seed) {
        Random random = new Random(seed);
        List<Sale> sales = sales(random);
        List<VocabularyEntry> learned = learned(sales);
        Outcome whole = outcome(1, sales, learned, random);
        assertThat(whole.vectors()).hasSizeGreaterThan(RECORDS / 4);
        assertThat(whole.reasons()).hasSizeGreaterThan(RECORDS / 20);
        assertThat(outcome(3, sales, learned, random)).isEqualTo(whole);
        assertThat(outcome(8, sales, learned, random)).isEqualTo(whole);
    }

    private static List<Sale> sales(Random random) {
        List<Sale> sales = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            String json = """
                    {"amount": %s, "member": "%s", "level": "%s", "colour": "c%d", "at": %d, "shop": "%s%d"}""".formatted(
                            oneOf(random, "1.5", "\"2,5\"", "-1", "\"?\"", "\"dear\"", "7"),
                            oneOf(random, "yes", "0", "perhaps"),
                            oneOf(random, "low", "high", "high", "high", "middling"),
                            random.nextInt(50),
                            1_700_000_000 + random.nextInt(1_000_000),
                            oneOf(random, "shop", "SHOP"),
                            random.nextInt(15));
            boolean cut = random.nextInt(30) == 0;
            sales.add(new Sale("sale-" + random.nextInt(RECORDS * 2), cut ? json.substring(1) : json));
        }
        return sales;
    }

    private static String oneOf(Random random, String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    /** The vocabulary as one instance learned it, for ever. */
    private static List<VocabularyEntry> learned(List<Sale> sales) {
        try (LearningRun run = new LearningRun(PIPELINE)) {
            sales.forEach(sale -> run.send(sale.id(), sale.json()));
            return run.given();
        }
    }

    private static Outcome outcome(int partitions, List<Sale> sales, List<VocabularyEntry> learned, Random random) {
        List<LearningRun> runs = new ArrayList<>();
        try {
            for (int partition = 0; partition < partitions; partition++) {
                LearningRun run = new LearningRun(PIPELINE);
                learned.forEach(run::know);
                runs.add(run);
            }
            for (Sale sale : shuffled(sales, random)) {
                runs.get(Math.floorMod(sale.id().hashCode(), partitions)).send(sale.id(), sale.json());
            }
            return gathered(runs);
        } finally {
            runs.forEach(LearningRun::close);
        }
    }

    private static Outcome gathered(List<LearningRun> runs) {
        Outcome outcome = new Outcome(new TreeMap<>(), new TreeMap<>());
        for (LearningRun run : runs) {
            for (FeatureVector vector : run.features()) {
                assertThat(outcome.vectors().put(vector.getId(), vector)).isNull();
            }
            for (Rejected rejected : run.quarantined()) {
                outcome.reasons()
                        .computeIfAbsent(rejected.getId(), id -> new ArrayList<>())
                        .add(rejected.getReason());
            }
        }
        return outcome;
    }

    /** In any order, but for records of the same id: theirs is the order of their partition. */
    private static List<Sale> shuffled(List<Sale> sales, Random random) {
        Map<String, List<Sale>> byId = new HashMap<>();
        sales.forEach(
                sale -> byId.computeIfAbsent(sale.id(), id -> new ArrayList<>()).add(sale));
        List<String> ids = new ArrayList<>(sales.stream().map(Sale::id).toList());
        Collections.shuffle(ids, random);
        return ids.stream().map(id -> byId.get(id).remove(0)).toList();
    }
}
