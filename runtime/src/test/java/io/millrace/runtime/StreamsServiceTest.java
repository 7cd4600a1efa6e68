package io.millrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class StreamsServiceTest {
    @Test
    void shouldGoOnAfterWhatNeedNotComeAgain() {
        TimeoutException slow = new TimeoutException("no answer");
        InvalidTxnStateException aborted = new InvalidTxnStateException("it took too long");

        assertThat(StreamsService.passing(new StreamsException(slow))).contains(slow);
        assertThat(StreamsService.passing(new StreamsException(aborted))).contains(aborted);
    }

    @Test
    void shouldStopAfterWhatWillComeAgain() {
        assertThat(StreamsService.passing(new StreamsException(new RecordTooLargeException("2 MiB"))))
                .isEmpty();
        assertThat(StreamsService.passing(new IllegalStateException("a mistake")))
                .isEmpty();
    }
}
