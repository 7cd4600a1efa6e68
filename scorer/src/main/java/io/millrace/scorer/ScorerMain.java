package io.millrace.scorer;

import io.millrace.runtime.ServiceMain;

/** The scorer as a process of its own. */
public final class ScorerMain {
    private ScorerMain() {}

    public static void main(String[] args) {
        ServiceMain.run("scorer", args, Scorer::service);
    }
}
