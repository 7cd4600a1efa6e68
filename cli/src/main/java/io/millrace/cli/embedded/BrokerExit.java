package io.millrace.cli.embedded;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Exit;

/**
 * What becomes of a broker's wish to end the process. Kafka halts the virtual machine when it cannot go on, without a word and
 * without regard for what else runs in it; here whoever runs the broker is told instead, and ends the process in order. Kafka
 * knows one exit per process: all embedded brokers of the process are told.
 */
final class BrokerExit implements AutoCloseable {
    private static final Set<Runnable> LISTENERS = ConcurrentHashMap.newKeySet();

    private final Runnable listener;

    private BrokerExit(Runnable listener) {
        this.listener = listener;
    }

    static BrokerExit divertTo(Runnable listener) {
        Exit.setHaltProcedure(BrokerExit::end);
        Exit.setExitProcedure(BrokerExit::end);
        LISTENERS.add(listener);
        return new BrokerExit(listener);
    }

    @Override
    public void close() {
        LISTENERS.remove(listener);
    }

    private static void end(int status, String message) {
        LISTENERS.forEach(Runnable::run);
        throw new Ended();
    }

    /** Ends the thread that wanted to end the process: Kafka does not expect to come back. */
    private static final class Ended extends Error {
        private static final long serialVersionUID = 1;

        Ended() {
            super("the broker gave up", null, false, false);
        }
    }
}
