package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.time.Duration;

/** Shape of the pipeline's topics. */
public record TopicSettings(
        @Setting(doc = "Partitions of the topics that are keyed by record id.", unit = "partitions", byDefault = "4")
        int partitions,

        @Setting(doc = "Copies of each partition; -1 takes the broker's default.", unit = "replicas", byDefault = "-1")
        int replication,

        @Setting(doc = "How long records, features, predictions and outcomes are kept.", byDefault = "7d")
        Duration retention,

        @Setting(doc = "How long examples, quarantined records, alerts and requests are kept.", byDefault = "90d")
        Duration longRetention) {

    public TopicSettings {
        unless(partitions >= 1 && partitions <= 10_000, "partitions", "must be between 1 and 10000");
        unless(replication == -1 || replication >= 1, "replication", "must be at least 1, or -1");
        unless(replication <= Short.MAX_VALUE, "replication", "is too large");
        unless(!retention.isNegative() && !retention.isZero(), "retention", "must be longer than zero");
        unless(!longRetention.isNegative() && !longRetention.isZero(), "longRetention", "must be longer than zero");
    }
}
