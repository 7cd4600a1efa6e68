package io.millrace.trainer.life;

/** What was asked for must not be done; the message says why, in one line. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String why) {
        super(why);
    }
}
