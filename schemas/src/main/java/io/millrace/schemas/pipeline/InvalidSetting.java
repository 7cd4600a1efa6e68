package io.millrace.schemas.pipeline;

/** A value that is impossible in the pipeline definition; thrown by the compact constructors, named by field. */
public final class InvalidSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String field;

    InvalidSetting(String field, String message) {
        super(message);
        this.field = field;
    }

    /** Key at fault, relative to the record that refused it. */
    public String field() {
        return field;
    }

    static void unless(boolean possible, String field, String message) {
        if (!possible) {
            throw new InvalidSetting(field, message);
        }
    }
}
