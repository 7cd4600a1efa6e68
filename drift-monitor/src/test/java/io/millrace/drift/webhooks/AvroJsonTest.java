package io.millrace.drift.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.DriftKind;
import io.millrace.schemas.EpisodePhase;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.RejectedHeader;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class AvroJsonTest {
    @Test
    void shouldShowInstantsNamesAndNumbersThatJsonHas() {
        JsonNode alert = AvroJson.of(Alerts.alert("drift-1", EpisodePhase.OPENED, DriftKind.QUALITY, Double.NaN));

        assertThat(alert.get("changedAt").asText()).isEqualTo("2026-03-01T11:30:00Z");
        assertThat(alert.get("kind").asText()).isEqualTo("QUALITY");
        assertThat(alert.get("value").asDouble()).isEqualTo(31.5);
        assertThat(alert.get("observed").isIntegralNumber()).isTrue();
        assertThat(alert.get("threshold").isNull()).isTrue();
    }

    /** Alerts have none of these yet. */
    @Test
    void shouldShowWhatIsNestedMissingOrBytes() {
        Rejected rejected = new Rejected(
                "id",
                "encode",
                "wrong-type",
                null,
                "message",
                null,
                ByteBuffer.wrap(new byte[] {1, 2, 3}),
                List.of(new RejectedHeader("source", ByteBuffer.wrap(new byte[0]))),
                "sales.records",
                1,
                7L,
                Alerts.NOON);
        JsonNode shown = AvroJson.of(rejected);

        assertThat(shown.get("field").isNull()).isTrue();
        assertThat(shown.get("originalValue").asText()).isEqualTo("AQID");
        assertThat(shown.get("originalHeaders").get(0).get("name").asText()).isEqualTo("source");
    }
}
