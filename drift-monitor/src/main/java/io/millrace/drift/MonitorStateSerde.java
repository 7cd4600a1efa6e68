package io.millrace.drift;

import io.millrace.statistics.drift.BernoulliCusum;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The binary form of the monitor's state, as it stands in its store. */
final class MonitorStateSerde {
    private MonitorStateSerde() {}

    static byte[] write(MonitorState state) {
        return Binary.write(state, MonitorStateSerde::write);
    }

    static MonitorState read(byte[] bytes) {
        return Binary.read(bytes, MonitorStateSerde::read);
    }

    private static void write(MonitorState state, DataOutput out) throws IOException {
        out.writeLong(state.outcomes());
        out.writeLong(state.episodes());
        Binary.writeOptional(state.champion(), MonitorStateSerde::writeChampion, out);
        StandingFields.write(state.standing(), out);
        writeRequests(state.requests(), out);
        out.writeUTF(state.decided());
    }

    private static MonitorState read(DataInput in) throws IOException {
        return new MonitorState(
                in.readLong(),
                in.readLong(),
                Binary.readOptional(MonitorStateSerde::readChampion, in),
                StandingFields.read(in),
                readRequests(in),
                in.readUTF());
    }

    private static void writeChampion(Champion champion, DataOutput out) throws IOException {
        out.writeLong(champion.version());
        out.writeUTF(champion.encoder());
        Binary.writeOptional(champion.episode(), (episode, to) -> to.writeUTF(episode), out);
        out.writeLong(champion.arrived());
        out.writeLong(champion.examples());
        out.writeLong(champion.since());
        Binary.writeOptional(champion.errors(), MonitorStateSerde::writeErrors, out);
        out.writeInt(champion.change().records());
        out.writeLong(champion.change().since());
    }

    private static Champion readChampion(DataInput in) throws IOException {
        return new Champion(
                in.readLong(),
                in.readUTF(),
                Binary.readOptional(DataInput::readUTF, in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                Binary.readOptional(MonitorStateSerde::readErrors, in),
                new EncoderChange(in.readInt(), in.readLong()));
    }

    private static void writeErrors(ErrorWatch watch, DataOutput out) throws IOException {
        out.writeLong(watch.modelVersion());
        out.writeDouble(watch.validationError());
        out.writeInt(watch.charts().size());
        for (Chart chart : watch.charts()) {
            writeCusum(chart.cusum(), out);
            out.writeLong(chart.changedAt());
        }
        out.writeLong(watch.at());
        out.writeInt(watch.block());
        out.writeInt(watch.blockErrors());
    }

    private static ErrorWatch readErrors(DataInput in) throws IOException {
        return new ErrorWatch(
                in.readLong(), in.readDouble(), readCharts(in), in.readLong(), in.readInt(), in.readInt());
    }

    private static List<Chart> readCharts(DataInput in) throws IOException {
        List<Chart> charts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            charts.add(new Chart(readCusum(in), in.readLong()));
        }
        return charts;
    }

    private static void writeCusum(BernoulliCusum.State cusum, DataOutput out) throws IOException {
        BernoulliCusum.Design design = cusum.design();
        out.writeDouble(design.p0());
        out.writeDouble(design.p1());
        out.writeInt(design.up());
        out.writeInt(design.down());
        out.writeInt(design.threshold());
        out.writeDouble(design.averageRunLength());
        out.writeInt(cusum.level());
        out.writeLong(cusum.sinceZero());
        out.writeLong(cusum.errorsSinceZero());
    }

    private static BernoulliCusum.State readCusum(DataInput in) throws IOException {
        BernoulliCusum.Design design = new BernoulliCusum.Design(
                in.readDouble(), in.readDouble(), in.readInt(), in.readInt(), in.readInt(), in.readDouble());
        return new BernoulliCusum.State(design, in.readInt(), in.readLong(), in.readLong());
    }

    private static void writeRequests(Requests requests, DataOutput out) throws IOException {
        out.writeLong(requests.made());
        Binary.writeOptional(requests.latest(), MonitorStateSerde::writeAsked, out);
        out.writeLong(requests.outcomes());
        out.writeLong(requests.at());
        out.writeLong(requests.since());
        out.writeInt(requests.thatDay());
    }

    private static Requests readRequests(DataInput in) throws IOException {
        return new Requests(
                in.readLong(),
                Binary.readOptional(MonitorStateSerde::readAsked, in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readInt());
    }

    private static void writeAsked(Requests.Asked asked, DataOutput out) throws IOException {
        out.writeUTF(asked.id());
        out.writeUTF(asked.about());
        out.writeLong(asked.outcomes());
        out.writeLong(asked.at());
        out.writeBoolean(asked.refused());
    }

    private static Requests.Asked readAsked(DataInput in) throws IOException {
        return new Requests.Asked(in.readUTF(), in.readUTF(), in.readLong(), in.readLong(), in.readBoolean());
    }
}
