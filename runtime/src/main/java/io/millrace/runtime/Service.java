package io.millrace.runtime;

/** One running part of Millrace. Order of use: {@link #start}, any number of {@link #health}, {@link #close}; from any thread. */
public interface Service extends AutoCloseable {
    /** Returns at once; the work goes on in the service's own threads. */
    void start();

    Health health();

    /** Finishes what is in flight, leaves its consumer groups, frees everything. Takes at most some ten seconds. */
    @Override
    void close();
}
