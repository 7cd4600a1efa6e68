package io.millrace.processors;

import org.apache.kafka.streams.processor.StateStore;

/** Says when a commit comes, to who has something to put into stores by then. For the thread of its task. */
interface Commits extends StateStore {
    /** @param saving done before each commit that is waited for, at times more often; one action, the last one given */
    void before(Runnable saving);

    /** There is something to save: the next commit is waited for. */
    void await();
}
