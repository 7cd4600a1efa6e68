package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.ColumnProfile;
import io.millrace.schemas.FrequentValue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PartitionProfilesTest {
    private static final List<String> COLUMNS = List.of("amount", "town");
    private static final long HOUR = 3_600_000;

    private final PartitionProfiles profiles = profiles();
    private final ProfiledRecord record = new ProfiledRecord(COLUMNS);

    private static PartitionProfiles profiles() {
        return new PartitionProfiles(2, COLUMNS, Duration.ofHours(1));
    }

    private static Map<String, ColumnProfile> written(PartitionProfiles profiles) {
        Map<String, ColumnProfile> written = new TreeMap<>();
        profiles.write(written::put);
        return written;
    }

    private void add(double amount, String town, long timestamp) {
        record.clear();
        record.number("amount", amount);
        record.category("town", town);
        profiles.add(record, timestamp);
    }

    @Test
    void shouldWriteNothingBeforeTheFirstRecord() {
        assertThat(written(profiles)).isEmpty();
    }

    @Test
    void shouldSayWhatEveryColumnHolds() {
        add(10, "Ulm", HOUR + 1);
        add(20, "Ulm", HOUR + 2);
        record.clear();
        record.missing("amount");
        record.missing("town");
        profiles.add(record, HOUR + 3);

        Map<String, ColumnProfile> written = written(profiles);
        ColumnProfile amount = written.get("amount/2");
        assertThat(written).containsOnlyKeys("amount/2", "town/2");
        assertThat(amount.getFrom().toEpochMilli()).isEqualTo(HOUR);
        assertThat(amount.getTo().toEpochMilli()).isEqualTo(2 * HOUR);
        assertThat(amount.getCount()).isEqualTo(2);
        assertThat(amount.getMissing()).isEqualTo(1);
        assertThat(amount.getMean()).isEqualTo(15);
        assertThat(amount.getStandardDeviation()).isEqualTo(5);
        assertThat(amount.getQuantiles()).hasSize(7).startsWith(10.0).endsWith(20.0);
        assertThat(amount.getFrequent()).isEmpty();
        ColumnProfile town = written.get("town/2");
        assertThat(town.getMean()).isNull();
        assertThat(town.getQuantiles()).isEmpty();
        assertThat(town.getFrequent()).containsExactly(new FrequentValue("Ulm", 2L));
    }

    @Test
    void shouldCloseAWindowWithTheFirstRecordOfALaterOne() {
        add(10, "Ulm", HOUR + 1);
        add(20, "Ulm", 5 * HOUR);
        add(30, "Ulm", HOUR + 2); // late: it counts in the window that runs

        Map<String, ColumnProfile> written = written(profiles);
        assertThat(written.get("amount/2/last").getClosed()).isTrue();
        assertThat(written.get("amount/2/last").getCount()).isEqualTo(1);
        assertThat(written.get("amount/2").getClosed()).isFalse();
        assertThat(written.get("amount/2").getFrom().toEpochMilli()).isEqualTo(5 * HOUR);
        assertThat(written.get("amount/2").getCount()).isEqualTo(2);
        assertThat(written(profiles)).containsOnlyKeys("amount/2", "town/2");
    }

    @Test
    void shouldCloseAWindowByTheClockOnceAndCountWhatComesLaterInTheNext() {
        add(10, "Ulm", HOUR + 1);
        assertThat(profiles.endBy(2 * HOUR - 1)).isFalse();
        assertThat(profiles.endBy(2 * HOUR)).isTrue();
        assertThat(profiles.endBy(9 * HOUR)).isFalse(); // nothing came

        Map<String, ColumnProfile> written = written(profiles);
        assertThat(written.get("amount/2/last").getClosed()).isTrue();
        assertThat(written.get("amount/2/last").getCount()).isEqualTo(1);
        assertThat(written.get("amount/2").getFrom().toEpochMilli()).isEqualTo(2 * HOUR);
        assertThat(written.get("amount/2").getCount()).isZero();

        PartitionProfiles next = profiles();
        next.restore(List.of(written.get("amount/2"), written.get("town/2")));
        next.add(record, HOUR + 2);
        assertThat(written(next)).containsOnlyKeys("amount/2", "town/2");
        assertThat(written(next).get("amount/2").getCount()).isEqualTo(1);
        assertThat(written(next).get("amount/2").getFrom().toEpochMilli()).isEqualTo(2 * HOUR);
    }

    @Test
    void shouldKeepTheLastWindowThatHadRecords() {
        add(10, "Ulm", HOUR + 1);
        profiles.endBy(2 * HOUR);
        add(20, "Ulm", 7 * HOUR);

        Map<String, ColumnProfile> written = written(profiles);
        assertThat(written.get("amount/2/last").getTo().toEpochMilli()).isEqualTo(2 * HOUR);
        assertThat(written.get("amount/2").getFrom().toEpochMilli()).isEqualTo(7 * HOUR);
        assertThat(written.get("amount/2").getMean()).isEqualTo(20);
    }

    @Test
    void shouldGoOnWhereAnotherLeftOff() {
        add(10, "Ulm", HOUR + 1);
        PartitionProfiles next = profiles();
        next.restore(written(profiles).values());
        record.clear();
        record.number("amount", 30);
        record.category("town", "Bonn");
        next.add(record, HOUR + 2);

        assertThat(written(next).get("amount/2").getMean()).isEqualTo(20);
        assertThat(written(next).get("town/2").getCount()).isEqualTo(2);
    }

    @Test
    void shouldPassOverColumnsThatAreGoneAndSketchesItCannotRead() {
        add(10, "Ulm", HOUR + 1);
        Map<String, ColumnProfile> written = written(profiles);
        PartitionProfiles next = profiles();
        next.restore(List.of(
                ColumnProfile.newBuilder(written.get("amount/2"))
                        .setSketch(ByteBuffer.wrap(new byte[] {9}))
                        .build(),
                ColumnProfile.newBuilder(written.get("amount/2"))
                        .setColumn("gone")
                        .build()));
        next.add(record, HOUR + 2);

        assertThat(written(next).get("amount/2").getCount()).isEqualTo(1);
        assertThat(written(next).get("town/2").getCount()).isEqualTo(1);
    }
}
