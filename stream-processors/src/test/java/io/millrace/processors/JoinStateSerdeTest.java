package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.features.FloatVector;
import io.millrace.processors.JoinPart.Answer;
import io.millrace.processors.JoinPart.Features;
import io.millrace.processors.JoinPart.Truth;
import io.millrace.processors.JoinState.Correctable;
import io.millrace.processors.JoinState.Expired;
import io.millrace.processors.JoinState.Resolved;
import io.millrace.processors.JoinState.Waiting;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JoinStateSerdeTest {
    private static final Features FEATURES =
            new Features(1, "f00d", 2, FloatVector.of(1.5f, Float.NaN), Optional.of("customer-7"));
    private static final Answer ANSWER = new Answer(3, 4, 5, "yes", 0.9, true, Map.of("yes", 0.9f, "no", 0.1f));
    private static final Truth TRUTH = new Truth(6, "no", 7);

    private final JoinStateSerde serde = new JoinStateSerde();

    @Test
    void shouldReadWhatItWrote() {
        Optional<Features> features = Optional.of(FEATURES);
        Optional<Answer> answer = Optional.of(ANSWER);
        Optional<Truth> truth = Optional.of(TRUTH);
        for (int parts = 0; parts < 8; parts++) {
            JoinState state = new Waiting(
                    8,
                    (parts & 1) == 0 ? Optional.empty() : features,
                    (parts & 2) == 0 ? Optional.empty() : answer,
                    (parts & 4) == 0 ? Optional.empty() : truth);
            assertThat(readBack(state)).isEqualTo(state);
        }
        assertThat(readBack(new Correctable(8, FEATURES, ANSWER, TRUTH)))
                .isEqualTo(new Correctable(8, FEATURES, ANSWER, TRUTH));
        assertThat(readBack(new Resolved(9))).isEqualTo(new Resolved(9));
        assertThat(readBack(new Expired(10))).isEqualTo(new Expired(10));
        assertThat(readBack(null)).isNull();
    }

    @Test
    void shouldKeepItsLayoutForStoresOutlivePrograms() {
        JoinState state = new Waiting(1, Optional.empty(), Optional.empty(), Optional.of(new Truth(2, "no", 3)));
        String layout = "02040000000000000001" + "0000000000000002" + "00026e6f" + "0000000000000003";
        assertThat(HexFormat.of().formatHex(serde.serialize("", state))).isEqualTo(layout);
    }

    @Test
    void shouldReadWhatTheFirstLayoutHolds() {
        String waiting = "01" + "01" + "0000000000000008" // features of an id that waits since 8
                + "0000000000000001" + "000466303064" + "0000000000000002" + "00000001" + "3fc00000";
        assertThat(serde.deserialize("", HexFormat.of().parseHex(waiting)))
                .isEqualTo(new Waiting(
                        8,
                        Optional.of(new Features(1, "f00d", 2, FloatVector.of(1.5f), Optional.empty())),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(serde.deserialize("", HexFormat.of().parseHex("01" + "10" + "0000000000000009")))
                .isEqualTo(new Resolved(9));
    }

    @Test
    void shouldHoldAnEntityOfAnyLength() {
        Features features = new Features(1, "f00d", 2, FloatVector.of(1), Optional.of("ä".repeat(50_000)));
        JoinState state = new Waiting(1, Optional.of(features), Optional.empty(), Optional.empty());
        assertThat(readBack(state)).isEqualTo(state);
    }

    @Test
    void shouldSayWhenAStoreIsFromANewerProgram() {
        byte[] newer = serde.serialize("", new Resolved(1));
        newer[0] = 3;
        assertThatThrownBy(() -> serde.deserialize("", newer)).hasMessageContaining("layout 3");
    }

    private JoinState readBack(JoinState state) {
        return serde.deserialize("", serde.serialize("", state));
    }
}
