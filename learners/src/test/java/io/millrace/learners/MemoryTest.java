package io.millrace.learners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the portfolio holds after a million examples; prints a line. Skipped without the streams. */
class MemoryTest {
    private static final int TIMES = 10;
    private static final long MEGABYTE = 1 << 20;
    private static final long KILOBYTE = 1 << 10;

    @Test
    void shouldHoldNoMoreAfterAMillionExamplesThanAfterAHundredThousand() throws Exception {
        PublicStream.Examples stream = PublicStream.AGRAWAL_ABRUPT.read();
        long before = held();
        Portfolio portfolio = new Portfolio(stream.layout());
        List<Long> held = new ArrayList<>();
        List<Long> snapshots = new ArrayList<>();
        for (int time = 0; time < TIMES; time++) {
            for (int i = 0; i < stream.values().size(); i++) {
                portfolio.learn(stream.values().get(i), stream.labels().get(i));
            }
            held.add((held() - before) / MEGABYTE);
            snapshots.add((long) portfolio.snapshot().length / KILOBYTE);
        }
        System.out.println("PORTFOLIO holds, in MB after each 100,000 examples of agrawal_abrupt: " + held);
        System.out.println("and its snapshot takes, in kB: " + snapshots);
        assertThat(portfolio.predict(stream.values().get(0))).hasSize(2);
        assertThat(held).allMatch(megabytes -> megabytes < 64);
    }

    private static long held() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
