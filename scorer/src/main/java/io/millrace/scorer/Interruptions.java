package io.millrace.scorer;

import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;

/** Tells errors that a new incarnation of the loop heals from those that it would only meet again. */
final class Interruptions {
    private Interruptions() {}

    /** The error itself, or a {@link ScoringInterrupted} around it where a new incarnation can go on from what is committed. */
    static RuntimeException explained(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (endsOneIncarnation(cause)) {
                return new ScoringInterrupted(cause);
            }
        }
        return e;
    }

    /** Fenced off by a successor, expelled from the group, or the transaction ended by the broker. */
    private static boolean endsOneIncarnation(Throwable e) {
        return e instanceof ApplicationRecoverableException
                || e instanceof CommitFailedException
                || e instanceof RebalanceInProgressException
                || e instanceof TransactionAbortableException
                || e instanceof TransactionAbortedException
                || e instanceof InvalidTxnStateException
                || e instanceof OutOfOrderSequenceException;
    }
}
