package io.millrace.processors;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of the records of one entity at one millisecond, in the order in which they came.
 *
 * <p>In the store: a byte that says which layout, then for each record the length of its id in two bytes, the id in
 * UTF-8, the number of its columns in two bytes, and for each the hash of its name in four bytes and a double,
 * big-endian. By name, so that a changed definition takes no column for another.
 */
final class Moment {
    static final Moment EMPTY = new Moment(List.of());

    /** Goes up when the layout changes; the older ones must stay readable, for stores outlive programs. */
    private static final byte LAYOUT = 1;

    private final List<Entry> entries;

    private Moment(List<Entry> entries) {
        this.entries = entries;
    }

    private record Entry(String id, int[] columns, double[] values) {}

    static Moment of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte layout = in.get();
        if (layout != LAYOUT) {
            throw new IllegalStateException(
                    "the store of the past has layout " + layout + ", which this version of Millrace does not know");
        }
        List<Entry> entries = new ArrayList<>(1);
        while (in.hasRemaining()) {
            entries.add(entry(in));
        }
        return new Moment(entries);
    }

    private static Entry entry(ByteBuffer in) {
        byte[] id = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(id);
        int size = Short.toUnsignedInt(in.getShort());
        int[] columns = new int[size];
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            columns[i] = in.getInt();
            values[i] = in.getDouble();
        }
        return new Entry(new String(id, StandardCharsets.UTF_8), columns, values);
    }

    /**
     * @param bytes of the moment so far, or null
     * @return the bytes themselves where the record is there already
     */
    static byte[] with(byte[] bytes, String id, Map<String, Double> remembered) {
        if (bytes != null && of(bytes).entries.stream().anyMatch(entry -> entry.id.equals(id))) {
            return bytes;
        }
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        byte[] before = bytes == null ? new byte[] {LAYOUT} : bytes;
        ByteBuffer out = ByteBuffer.allocate(
                before.length + 2 * Short.BYTES + name.length + remembered.size() * (Integer.BYTES + Double.BYTES));
        out.put(before).putShort((short) name.length).put(name).putShort((short) remembered.size());
        remembered.forEach((column, value) -> out.putInt(column.hashCode()).putDouble(value));
        return out.array();
    }

    int size() {
        return entries.size();
    }

    String id(int place) {
        return entries.get(place).id;
    }

    /** NaN where the column was missing, or the definition did not name it then. */
    double remembered(int place, String column) {
        Entry entry = entries.get(place);
        int hash = column.hashCode();
        for (int i = 0; i < entry.columns.length; i++) {
            if (entry.columns[i] == hash) {
                return entry.values[i];
            }
        }
        return Double.NaN;
    }
}
