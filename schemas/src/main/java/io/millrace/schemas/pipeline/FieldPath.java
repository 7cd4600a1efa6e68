package io.millrace.schemas.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a value stands in a record: the name of a field, or of fields inside fields with a dot between them, and in lists the
 * place from 0: {@code address.city}, {@code items.0.price}. At every level a field that bears the whole rest as its name,
 * dots and all, goes before the descent. Immutable.
 */
public final class FieldPath {
    /** Between the steps is one dot; a name such as {@code a..b} or {@code a.} is no path, but may be a field's. */
    private static final Pattern STEPS = Pattern.compile("[^.]+(\\.[^.]+)+");

    private static final Pattern PLACE = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final int NO_PLACE = -1;

    private final String text;
    private final String first;
    private final int place;
    private final Optional<FieldPath> rest;

    private FieldPath(String text, String first, Optional<FieldPath> rest) {
        this.text = text;
        this.first = first;
        this.place = PLACE.matcher(first).matches() ? Integer.parseInt(first) : NO_PLACE;
        this.rest = rest;
    }

    public static FieldPath of(String text) {
        return STEPS.matcher(text).matches() ? steps(text) : new FieldPath(text, text, Optional.empty());
    }

    private static FieldPath steps(String text) {
        FieldPath path = null;
        for (int dot = text.length(); dot > 0; ) { // from the last step: each holds all behind it
            int before = text.lastIndexOf('.', dot - 1);
            path = new FieldPath(
                    text.substring(before + 1), text.substring(before + 1, dot), Optional.ofNullable(path));
            dot = before;
        }
        return path;
    }

    /** All of it: the name of the one field that goes before the descent. */
    public String text() {
        return text;
    }

    /** The first step: where no rest is, the whole. */
    public String first() {
        return first;
    }

    /** The first step as a place in a list; -1, which no list has, where it is none. */
    public int place() {
        return place;
    }

    /** The way below the first step. */
    public Optional<FieldPath> rest() {
        return rest;
    }

    /** What stands there in maps and lists; null where nothing does. */
    public Object in(Object nested) {
        if (rest.isEmpty()) {
            return step(nested);
        }
        Object whole = nested instanceof Map<?, ?> map ? map.get(text) : null;
        return whole == null ? rest.get().in(step(nested)) : whole;
    }

    private Object step(Object nested) {
        if (nested instanceof Map<?, ?> map) {
            return map.get(first);
        }
        return nested instanceof List<?> list && place >= 0 && place < list.size() ? list.get(place) : null;
    }

    @Override
    public String toString() {
        return text;
    }
}
