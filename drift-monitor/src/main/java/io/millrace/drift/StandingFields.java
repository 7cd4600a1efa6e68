package io.millrace.drift;

import io.millrace.schemas.DriftCause;
import io.millrace.schemas.DriftKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;

/** The binary form of a standing: a letter for the state, then its fields. */
final class StandingFields {
    private static final char NORMAL = 'n';
    private static final char WARNING = 'w';
    private static final char DRIFT = 'd';
    private static final char COOLDOWN = 'c';

    private StandingFields() {}

    static void write(Standing standing, DataOutput out) throws IOException {
        if (standing instanceof Drifting drifting) {
            out.writeByte(DRIFT);
            writeDrifting(drifting, out);
        } else if (standing instanceof Cooldown cooldown) {
            out.writeByte(COOLDOWN);
            out.writeLong(cooldown.until());
        } else {
            out.writeByte(standing instanceof Warning ? WARNING : NORMAL);
        }
    }

    static Standing read(DataInput in) throws IOException {
        int state = in.readByte();
        return switch (state) {
            case NORMAL -> new Normal();
            case WARNING -> new Warning();
            case DRIFT -> readDrifting(in);
            case COOLDOWN -> new Cooldown(in.readLong());
            default -> throw new SerializationException("unknown standing of the drift monitor: " + state);
        };
    }

    private static void writeDrifting(Drifting drifting, DataOutput out) throws IOException {
        out.writeUTF(drifting.id());
        out.writeUTF(drifting.kind().name());
        out.writeUTF(drifting.cause().name());
        out.writeLong(drifting.openedVersion());
        out.writeLong(drifting.changedAt());
        out.writeLong(drifting.since());
        Binary.writeOptional(drifting.successor(), StandingFields::writeSuccessor, out);
        out.writeBoolean(drifting.refused());
        out.writeInt(drifting.driftedInARow());
        out.writeInt(drifting.normalInARow());
    }

    private static Drifting readDrifting(DataInput in) throws IOException {
        return new Drifting(
                in.readUTF(),
                DriftKind.valueOf(in.readUTF()),
                DriftCause.valueOf(in.readUTF()),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                Binary.readOptional(StandingFields::readSuccessor, in),
                in.readBoolean(),
                in.readInt(),
                in.readInt());
    }

    private static void writeSuccessor(Drifting.Successor successor, DataOutput out) throws IOException {
        out.writeLong(successor.version());
        out.writeLong(successor.arrived());
        out.writeBoolean(successor.failed());
    }

    private static Drifting.Successor readSuccessor(DataInput in) throws IOException {
        return new Drifting.Successor(in.readLong(), in.readLong(), in.readBoolean());
    }
}
