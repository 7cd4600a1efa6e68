package io.millrace.ingest;

/**
 * How far a source has been sent; everything counted is committed.
 *
 * @param source name of the source
 * @param records records sent by this run
 * @param labels labels sent by this run
 * @param position items of the source sent in all, by earlier runs too
 * @param share of the source that has been read, 0 to 1; approximate for files
 * @param recordsPerSecond average of this run
 * @param finished whether the source has ended
 */
public record Progress(
        String source,
        long records,
        long labels,
        long position,
        double share,
        double recordsPerSecond,
        boolean finished) {

    static Progress none(String source) {
        return new Progress(source, 0, 0, 0, 0, 0, false);
    }

    Progress plus(Batch batch, double seconds) {
        long sent = records + batch.records();
        return new Progress(
                source,
                sent,
                labels + batch.labels(),
                batch.position(),
                batch.share(),
                seconds > 0 ? sent / seconds : 0,
                batch.finished());
    }
}
