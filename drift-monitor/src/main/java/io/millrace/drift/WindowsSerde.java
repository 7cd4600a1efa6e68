package io.millrace.drift;

import io.millrace.schemas.DriftKind;
import io.millrace.schemas.WatchedSeries;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The binary form of the windows that fill, as it stands in the monitor's store. */
final class WindowsSerde {
    private WindowsSerde() {}

    static byte[] write(Windows windows) {
        return Binary.write(windows, WindowsSerde::write);
    }

    static Windows read(byte[] bytes) {
        return Binary.read(bytes, WindowsSerde::read);
    }

    private static void write(Windows windows, DataOutput out) throws IOException {
        SortedMap<String, SeriesWatch> byName = new TreeMap<>();
        windows.series().forEach((series, watch) -> byName.put(series.name(), watch));
        Binary.writeMap(byName, WindowsSerde::writeWatch, out);
        out.writeInt(windows.drifted().size());
        for (DriftKind kind : windows.drifted()) {
            out.writeUTF(kind.name());
        }
        out.writeLong(windows.quarantined().arrived());
        Binary.writeMap(windows.quarantined().byReason(), (count, to) -> to.writeLong(count), out);
    }

    private static Windows read(DataInput in) throws IOException {
        SortedMap<WatchedSeries, SeriesWatch> series = new TreeMap<>();
        Binary.readMap(WindowsSerde::readWatch, in)
                .forEach((name, watch) -> series.put(WatchedSeries.valueOf(name), watch));
        TreeSet<DriftKind> drifted = new TreeSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            drifted.add(DriftKind.valueOf(in.readUTF()));
        }
        return new Windows(series, drifted, new Quarantined(in.readLong(), Binary.readMap(DataInput::readLong, in)));
    }

    private static void writeWatch(SeriesWatch watch, DataOutput out) throws IOException {
        out.writeLong(watch.seen());
        out.writeInt(watch.panes().size());
        for (SeriesSeen pane : watch.panes()) {
            EvidenceSerde.writeSeries(pane, out);
        }
        out.writeLong(watch.startedAt());
    }

    private static SeriesWatch readWatch(DataInput in) throws IOException {
        long seen = in.readLong();
        List<SeriesSeen> panes = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            panes.add(EvidenceSerde.readSeries(in));
        }
        return new SeriesWatch(seen, panes, in.readLong());
    }
}
