package io.millrace.processors;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What one partition has of a window, sent on once the partition is through with it.
 *
 * @param partition of the outcomes topic
 * @param tallied nothing where the partition says only how far it is
 * @param reached the partition has no more outcomes from before it, as far as is known, in milliseconds
 */
record PartitionShare(int partition, Tallied tallied, long reached) {
    void write(DataOutput out) throws IOException {
        out.writeInt(partition);
        tallied.write(out);
        out.writeLong(reached);
    }

    static PartitionShare read(DataInput in) throws IOException {
        return new PartitionShare(in.readInt(), Tallied.read(in), in.readLong());
    }
}
