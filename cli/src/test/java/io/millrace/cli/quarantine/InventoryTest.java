package io.millrace.cli.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class InventoryTest {
    private final Inventory inventory = new Inventory();

    @Test
    void shouldSayThatThereIsNothing() {
        assertThat(inventory.table()).isEqualTo("nothing is in quarantine\n");
        assertThat(inventory.json()).isEmpty();
    }

    @Test
    void shouldCountByStageReasonAndColumnTheMostFrequentFirst() {
        inventory.add(Entries.entry(1, "malformed", null));
        for (int offset = 2; offset < 6; offset++) {
            inventory.add(Entries.entry(offset, "wrong-type", "amount"));
        }

        JsonNode first = inventory.json().get(0);
        assertThat(first.get("reason").asText()).isEqualTo("wrong-type");
        assertThat(first.get("field").asText()).isEqualTo("amount");
        assertThat(first.get("entries").asInt()).isEqualTo(4);
        assertThat(first.get("replayed").asInt()).isEqualTo(2);
        assertThat(first.get("firstRecordOf").asText()).isEqualTo("2026-03-01T12:00:02Z");
        assertThat(first.get("lastRecordOf").asText()).isEqualTo("2026-03-01T12:00:05Z");
        assertThat(first.get("latestMessage").asText()).isEqualTo("message 5");
        assertThat(inventory.json().get(1).get("field").isNull()).isTrue();
        assertThat(inventory.table().lines()).hasSize(3);
    }
}
