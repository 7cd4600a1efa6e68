package io.millrace.cli.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What had to hold and did not, one line each. */
public final class Checks {
    private final List<String> failures = new ArrayList<>();

    /** @param message format of the line to keep where it does not hold */
    public void check(boolean holds, String message, Object... arguments) {
        if (!holds) {
            failures.add(String.format(Locale.ROOT, message, arguments));
        }
    }

    /** One line for every check that does not hold. */
    public List<String> failures() {
        return List.copyOf(failures);
    }
}
