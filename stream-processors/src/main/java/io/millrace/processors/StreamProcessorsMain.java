package io.millrace.processors;

import io.millrace.runtime.ServiceMain;

/** Runs the stream processors of one pipeline as a process of its own. */
public final class StreamProcessorsMain {
    private StreamProcessorsMain() {}

    public static void main(String[] args) {
        ServiceMain.run("stream-processors", args, StreamProcessors::service);
    }
}
