package io.millrace.trainer;

import io.millrace.runtime.ServiceMain;

/** Runs the trainer as a process. */
public final class TrainerMain {
    private TrainerMain() {}

    public static void main(String[] args) {
        ServiceMain.run("trainer", args, Trainer::service);
    }
}
