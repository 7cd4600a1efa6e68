package io.millrace.runtime;

import java.util.List;

/** One running part of Millrace. Order of use: {@link #start}, any number of {@link #health}, {@link #close}; from any thread. */
public interface Service extends AutoCloseable {
    /** Returns at once; the work goes on in the service's own threads. */
    void start();

    Health health();

    /** What the process's HTTP endpoint answers for it, from before the start until after the end. */
    default List<Route> routes() {
        return List.of();
    }

    /** Finishes what is in flight, leaves its consumer groups, frees everything. Takes at most some ten seconds. */
    @Override
    void close();
}
