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
 * big-endian. By name, so that a changed definition takes no column for another. Where vectors show earlier records, layout 2 has behind each
 * record how many slots its columns took, in two bytes, and where they took any the hash of their encoder's fingerprint and each as a float.
 */
final class Moment {
    static final Moment EMPTY = new Moment(List.of());

    /** Goes up when the layout changes; the older ones must stay readable, for stores outlive programs. */
    private static final byte WITH_SLOTS = 2;

    private static final byte LAYOUT = 1;
    private static final float[] NONE = {};

    private final List<Entry> entries;

    private Moment(List<Entry> entries) {
        this.entries = entries;
    }

    private record Entry(String id, int[] columns, double[] values, int encoder, float[] slots) {
        int size(boolean withSlots) {
            int ofSlots = slots.length == 0 ? 0 : Integer.BYTES + slots.length * Float.BYTES;
            return 2 * Short.BYTES
                    + id.getBytes(StandardCharsets.UTF_8).length
                    + columns.length * (Integer.BYTES + Double.BYTES)
                    + (withSlots ? Short.BYTES + ofSlots : 0);
        }

        void putInto(ByteBuffer out, boolean withSlots) {
            byte[] name = id.getBytes(StandardCharsets.UTF_8);
            out.putShort((short) name.length).put(name).putShort((short) columns.length);
            for (int i = 0; i < columns.length; i++) {
                out.putInt(columns[i]).putDouble(values[i]);
            }
            if (withSlots) {
                putSlots(out);
            }
        }

        private void putSlots(ByteBuffer out) {
            out.putShort((short) slots.length);
            if (slots.length > 0) {
                out.putInt(encoder);
            }
            for (float slot : slots) {
                out.putFloat(slot);
            }
        }
    }

    static Moment of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte layout = in.get();
        if (layout != LAYOUT && layout != WITH_SLOTS) {
            throw new IllegalStateException(
                    "the store of the past has layout " + layout + ", which this version of Millrace does not know");
        }
        List<Entry> entries = new ArrayList<>(1);
        while (in.hasRemaining()) {
            entries.add(entry(in, layout == WITH_SLOTS));
        }
        return new Moment(entries);
    }

    private static Entry entry(ByteBuffer in, boolean withSlots) {
        byte[] id = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(id);
        int size = Short.toUnsignedInt(in.getShort());
        int[] columns = new int[size];
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            columns[i] = in.getInt();
            values[i] = in.getDouble();
        }
        float[] slots = withSlots ? new float[Short.toUnsignedInt(in.getShort())] : NONE;
        int encoder = slots.length == 0 ? 0 : in.getInt();
        for (int i = 0; i < slots.length; i++) {
            slots[i] = in.getFloat();
        }
        return new Entry(new String(id, StandardCharsets.UTF_8), columns, values, encoder, slots);
    }

    /**
     * @param bytes of the moment so far, or null
     * @param encoder fingerprint of that which made the slots
     * @param slots of the record's columns, for the vectors of later ones to show; none where they do not
     * @return the bytes themselves where the record is there already
     */
    static byte[] with(byte[] bytes, String id, Map<String, Double> remembered, String encoder, float[] slots) {
        Moment before = bytes == null ? EMPTY : of(bytes);
        if (before.entries.stream().anyMatch(entry -> entry.id.equals(id))) {
            return bytes;
        }
        int[] columns = new int[remembered.size()];
        double[] values = new double[columns.length];
        int next = 0;
        for (Map.Entry<String, Double> column : remembered.entrySet()) {
            columns[next] = column.getKey().hashCode();
            values[next++] = column.getValue();
        }
        List<Entry> entries = new ArrayList<>(before.entries);
        entries.add(new Entry(id, columns, values, encoder.hashCode(), slots));
        return new Moment(entries).bytes();
    }

    private byte[] bytes() {
        boolean withSlots = entries.stream().anyMatch(entry -> entry.slots.length > 0);
        ByteBuffer out = ByteBuffer.allocate(
                1 + entries.stream().mapToInt(entry -> entry.size(withSlots)).sum());
        out.put(withSlots ? WITH_SLOTS : LAYOUT);
        entries.forEach(entry -> entry.putInto(out, withSlots));
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

    /** None where another encoder saw the record, or its slots were not kept. */
    float[] slots(int place, String encoder) {
        Entry entry = entries.get(place);
        return entry.encoder == encoder.hashCode() ? entry.slots : NONE;
    }
}
