package io.millrace.drift;

import io.millrace.statistics.drift.BernoulliCusum;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Serde of the monitor's state, as it stands in its store. */
final class MonitorStateSerde implements Serde<MonitorState> {

    @Override
    public Serializer<MonitorState> serializer() {
        return (topic, state) -> state == null ? null : Binary.write(state, MonitorStateSerde::write);
    }

    @Override
    public Deserializer<MonitorState> deserializer() {
        return (topic, bytes) -> bytes == null ? null : Binary.read(bytes, MonitorStateSerde::read);
    }

    private static void write(MonitorState state, DataOutput out) throws IOException {
        out.writeLong(state.outcomes());
        out.writeLong(state.predictions());
        out.writeLong(state.episodes());
        Binary.writeOptional(state.champion(), MonitorStateSerde::writeChampion, out);
        StandingFields.write(state.standing(), out);
        writeRequests(state.requests(), out);
    }

    private static MonitorState read(DataInput in) throws IOException {
        return new MonitorState(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                Binary.readOptional(MonitorStateSerde::readChampion, in),
                StandingFields.read(in),
                readRequests(in));
    }

    private static void writeChampion(Champion champion, DataOutput out) throws IOException {
        out.writeLong(champion.version());
        out.writeUTF(champion.encoder());
        Binary.writeOptional(champion.episode(), (episode, to) -> to.writeUTF(episode), out);
        Binary.writeOptional(champion.errors(), MonitorStateSerde::writeErrors, out);
        Binary.writeOptional(champion.shares(), MonitorStateSerde::writeShares, out);
        out.writeInt(champion.change().records());
        out.writeLong(champion.change().since());
    }

    private static Champion readChampion(DataInput in) throws IOException {
        return new Champion(
                in.readLong(),
                in.readUTF(),
                Binary.readOptional(DataInput::readUTF, in),
                Binary.readOptional(MonitorStateSerde::readErrors, in),
                Binary.readOptional(MonitorStateSerde::readShares, in),
                new EncoderChange(in.readInt(), in.readLong()));
    }

    private static void writeErrors(ErrorWatch watch, DataOutput out) throws IOException {
        out.writeLong(watch.modelVersion());
        out.writeDouble(watch.validationError());
        writeCusum(watch.cusum(), out);
        out.writeLong(watch.changedAt());
        out.writeLong(watch.at());
        out.writeInt(watch.block());
        out.writeInt(watch.blockErrors());
    }

    private static ErrorWatch readErrors(DataInput in) throws IOException {
        return new ErrorWatch(
                in.readLong(),
                in.readDouble(),
                readCusum(in),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readInt());
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

    private static void writeShares(ShareWatch watch, DataOutput out) throws IOException {
        Binary.writeMap(watch.shares(), (share, to) -> to.writeDouble(share), out);
        out.writeLong(watch.heldOut());
        out.writeInt(watch.window());
        out.writeDouble(watch.alpha());
        EvidenceSerde.writePredictions(watch.current(), out);
    }

    private static ShareWatch readShares(DataInput in) throws IOException {
        return new ShareWatch(
                Binary.readMap(DataInput::readDouble, in),
                in.readLong(),
                in.readInt(),
                in.readDouble(),
                EvidenceSerde.readPredictions(in));
    }

    private static void writeRequests(Requests requests, DataOutput out) throws IOException {
        out.writeLong(requests.made());
        Binary.writeOptional(requests.latest(), MonitorStateSerde::writeAsked, out);
        out.writeLong(requests.day());
        out.writeInt(requests.thatDay());
    }

    private static Requests readRequests(DataInput in) throws IOException {
        return new Requests(
                in.readLong(), Binary.readOptional(MonitorStateSerde::readAsked, in), in.readLong(), in.readInt());
    }

    private static void writeAsked(Requests.Asked asked, DataOutput out) throws IOException {
        out.writeUTF(asked.id());
        out.writeLong(asked.outcomes());
        out.writeLong(asked.at());
        out.writeBoolean(asked.refused());
    }

    private static Requests.Asked readAsked(DataInput in) throws IOException {
        return new Requests.Asked(in.readUTF(), in.readLong(), in.readLong(), in.readBoolean());
    }
}
