package io.millrace.schemas.pipeline;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where nets are trained or models run, as it is written: {@code auto}, {@code cpu}, {@code gpu}, {@code gpu:N} for one of several, counted from 0, or
 * {@code gpu:N,M} for several together. Immutable.
 */
public final class Device {
    static final Pattern TEXT = Pattern.compile("auto|cpu|gpu|gpu:([0-9]{1,3}(?:,[0-9]{1,3})*)");

    /** A GPU where there is one. */
    public static final Device AUTO = new Device("auto");

    public static final Device CPU = new Device("cpu");

    /** The first GPU. */
    public static final Device GPU = new Device("gpu");

    private final String text;
    private final List<Integer> gpus;

    private Device(String text) {
        this.text = text;
        this.gpus = gpus(text);
    }

    /** @throws IllegalArgumentException where the text names no device; the message is for a person */
    public static Device parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' is not one of auto, cpu, gpu, gpu:N for one of several, counted from 0, or gpu:N,M for several together");
        }
        Device device = new Device(text);
        if (new HashSet<>(device.gpus).size() < device.gpus.size()) {
            throw new IllegalArgumentException("'" + text + "' names a GPU twice");
        }
        return device;
    }

    private static List<Integer> gpus(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || !text.startsWith("gpu")) {
            return List.of();
        }
        return matcher.group(1) == null
                ? List.of(0)
                : Stream.of(matcher.group(1).split(",")).map(Integer::valueOf).toList();
    }

    /** Which GPUs are demanded, counted from 0; none where none is. */
    public List<Integer> gpus() {
        return gpus;
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
