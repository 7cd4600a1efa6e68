package io.millrace.schemas.pipeline;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where nets are trained or models run, as it is written: {@code auto}, {@code cpu}, {@code gpu}, or {@code gpu:N} for one of several, counted from 0. Immutable. */
public final class Device {
    /** A GPU where there is one. */
    public static final Device AUTO = new Device("auto");

    public static final Device CPU = new Device("cpu");

    /** The first GPU. */
    public static final Device GPU = new Device("gpu");

    static final Pattern TEXT = Pattern.compile("auto|cpu|gpu|gpu:([0-9]{1,3})");

    private final String text;

    private Device(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException where the text names no device; the message is for a person */
    public static Device parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not one of auto, cpu, gpu, or gpu:N for one of several, counted from 0");
        }
        return new Device(text);
    }

    /** Which GPU is demanded, counted from 0; none where none is. */
    public OptionalInt gpu() {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || !text.startsWith("gpu")) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Device that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text);
    }

    /** As it is written. */
    @Override
    public String toString() {
        return text;
    }
}
