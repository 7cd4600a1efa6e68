package io.millrace.trainer;

import io.millrace.schemas.RetrainRequest;
import io.millrace.trainer.windows.ResolvedWindow;
import io.millrace.trainer.windows.WindowBuilder;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Ten examples that come at a word; the last four, held out, are A A A B. */
final class FakeExamples implements Examples {
    private final CountDownLatch there;
    private final String labels;
    private final String entity;

    private FakeExamples(int countdown, String labels) {
        this(countdown, labels, null);
    }

    private FakeExamples(int countdown, String labels, String entity) {
        this.there = new CountDownLatch(countdown);
        this.labels = labels;
        this.entity = entity;
    }

    static FakeExamples atOnce() {
        return new FakeExamples(0, "ABABABAAAB");
    }

    /** A hundred; of the last forty every fourth is B. */
    static FakeExamples hundred() {
        return new FakeExamples(0, "AB".repeat(30) + "AAAB".repeat(10));
    }

    static FakeExamples onlyOfA() {
        return new FakeExamples(0, "AAAAAAAAAA");
    }

    static FakeExamples aboutOne() {
        return new FakeExamples(0, "ABABABAAAB", "customer-7");
    }

    static FakeExamples later() {
        return new FakeExamples(1, "ABABABAAAB");
    }

    void arrive() {
        there.countDown();
    }

    @Override
    public ResolvedWindow await(RetrainRequest request) throws InterruptedException {
        there.await();
        WindowBuilder window = new WindowBuilder(labels.length(), 1, List.of("A", "B"));
        for (int i = 0; i < labels.length(); i++) {
            window.add(0, i, i, Requests.example(i, labels.substring(i, i + 1), entity));
        }
        return window.build();
    }
}
