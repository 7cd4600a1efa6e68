package io.millrace.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose request does not come to the end of its headers in time. A client that sends a byte now and then is never
 * idle, and could otherwise keep its place for hours.
 */
final class SlowRequests implements Connection.Listener, Runnable {
    private final Map<Connection, Waiting> open = new ConcurrentHashMap<>();
    private final long patienceMillis;
    private final long sweepMillis;
    private final Scheduler scheduler;

    /**
     * A connection between two requests.
     *
     * @param answered requests so far
     * @param bytesIn as of then
     */
    private record Waiting(long answered, long bytesIn, long sinceNanos) {}

    SlowRequests(Duration headerTime, Scheduler scheduler) {
        this.patienceMillis = headerTime.toMillis();
        this.sweepMillis = Math.max(50, patienceMillis / 5);
        this.scheduler = scheduler;
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof ConnectionMetaData) { // the one that speaks HTTP, not TLS below it
            open.put(connection, new Waiting(0, -1, System.nanoTime()));
        }
    }

    @Override
    public void onClosed(Connection connection) {
        open.remove(connection);
    }

    /** Once it is called it goes on until the scheduler stops. */
    @Override
    public void run() {
        open.forEach(this::look);
        scheduler.schedule(this, sweepMillis, TimeUnit.MILLISECONDS);
    }

    private void look(Connection connection, Waiting waiting) {
        if (connection.getMessagesIn() > connection.getMessagesOut()) {
            return; // a request is being answered
        }
        if (connection.getMessagesOut() != waiting.answered()) {
            open.replace(
                    connection,
                    waiting,
                    new Waiting(connection.getMessagesOut(), connection.getBytesIn(), System.nanoTime()));
        } else if (connection.getBytesIn() != waiting.bytesIn()
                && System.nanoTime() - waiting.sinceNanos() > TimeUnit.MILLISECONDS.toNanos(patienceMillis)) {
            connection.getEndPoint().close();
        }
    }
}
