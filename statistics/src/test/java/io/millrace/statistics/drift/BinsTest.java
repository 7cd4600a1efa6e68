package io.millrace.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BinsTest {
    @Test
    void shouldPutAsManyValuesIntoEachBin() {
        Sample sample = Sample.of(1, 2, 3, 4, 5, 6, 7, 8);
        Bins quarters = Bins.ofQuantiles(sample, 4);
        assertThat(quarters.edges()).containsExactly(2.75, 4.5, 6.25);
        assertThat(quarters.countsLeftClosed(sample)).containsExactly(2, 2, 2, 2);
        assertThat(quarters.countsLeftClosed(Sample.of(-9, 99, 4.5))).containsExactly(1, 0, 1, 1);
    }

    @Test
    void shouldCountAValueOnAnEdgeOnceEitherWay() {
        Bins halves = Bins.ofQuantiles(Sample.of(1, 2, 3), 2);
        assertThat(halves.countsLeftClosed(Sample.of(2))).containsExactly(0, 1);
        assertThat(halves.countsRightClosed(Sample.of(2))).containsExactly(1, 0);
    }

    @Test
    void shouldMakeFewerBinsOfTies() {
        Bins zeros = Bins.ofQuantiles(Sample.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 1), 10);
        assertThat(zeros.edges()).hasSize(2).startsWith(0);
        assertThat(Bins.ofQuantiles(Sample.of(7, 7), 10).edges()).containsExactly(7);
    }

    @Test
    void shouldSpanBothSamples() {
        Bins equal = Bins.ofEqualWidth(Sample.of(0, 4), Sample.of(10), 5);
        assertThat(equal.edges()).containsExactly(2, 4, 6, 8);
        assertThat(equal.countsLeftClosed(Sample.of(0, 4, 10))).containsExactly(1, 0, 1, 0, 1);
        assertThat(Bins.ofEqualWidth(Sample.of(), Sample.of(0, 10), 2).edges()).containsExactly(5);
    }

    @Test
    void shouldWantABin() {
        assertThatThrownBy(() -> Bins.ofQuantiles(Sample.of(1), 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
