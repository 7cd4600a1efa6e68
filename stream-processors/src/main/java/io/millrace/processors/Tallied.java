package io.millrace.processors;

import io.millrace.schemas.Outcome;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The outcomes of one window, by the version that had answered: of one partition, or of all. Not thread-safe. */
final class Tallied {
    private final Span span;
    private final SortedMap<Long, Tally> versions;

    Tallied(Span span) {
        this(span, new TreeMap<>());
    }

    private Tallied(Span span, SortedMap<Long, Tally> versions) {
        this.span = span;
        this.versions = versions;
    }

    Span span() {
        return span;
    }

    /** A view. */
    SortedMap<Long, Tally> versions() {
        return Collections.unmodifiableSortedMap(versions);
    }

    boolean isEmpty() {
        return versions.isEmpty();
    }

    void add(Outcome outcome, String last) {
        of(outcome.getModelVersion()).add(outcome, last);
    }

    void add(Tallied other) {
        other.versions.forEach((version, tally) -> of(version).add(tally));
    }

    private Tally of(long version) {
        return versions.computeIfAbsent(version, first -> new Tally());
    }

    /** The same outcomes, counted in another window. */
    Tallied in(Span other) {
        return new Tallied(other, versions);
    }

    /** Whichever version had answered. */
    Tally all() {
        Tally all = new Tally();
        versions.values().forEach(all::add);
        return all;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(span.from());
        out.writeLong(span.to());
        out.writeInt(versions.size());
        for (Map.Entry<Long, Tally> version : versions.entrySet()) {
            out.writeLong(version.getKey());
            version.getValue().write(out);
        }
    }

    static Tallied read(DataInput in) throws IOException {
        Tallied tallied = new Tallied(new Span(in.readLong(), in.readLong()));
        for (int left = in.readInt(); left > 0; left--) {
            tallied.versions.put(in.readLong(), Tally.read(in));
        }
        return tallied;
    }
}
