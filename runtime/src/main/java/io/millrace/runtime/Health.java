package io.millrace.runtime;

/**
 * How a service is.
 *
 * @param reason one line for a person; what to do where something is wrong
 */
public record Health(State state, String reason) {
    /** Starting and ready services are alive; a failed one wants a restart. */
    public enum State {
        STARTING,
        READY,
        FAILED
    }

    public static Health starting(String reason) {
        return new Health(State.STARTING, reason);
    }

    public static Health ready() {
        return new Health(State.READY, "ready");
    }

    public static Health failed(String reason) {
        return new Health(State.FAILED, reason);
    }

    public boolean isReady() {
        return state == State.READY;
    }

    public boolean isFailed() {
        return state == State.FAILED;
    }
}
