package io.millrace.drift;

import io.millrace.runtime.ServiceMain;

/** The drift monitor as a process of its own. */
public final class DriftMonitorMain {
    private DriftMonitorMain() {}

    public static void main(String[] args) {
        ServiceMain.run("drift-monitor", args, DriftMonitor::service);
    }
}
