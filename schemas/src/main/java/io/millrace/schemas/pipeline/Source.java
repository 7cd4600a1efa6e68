package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.time.Duration;
import java.util.Optional;

/** How records come in. */
public record Source(
        @Setting(doc = "Encoding of the values on the records topic.", byDefault = "avro")
        Format format,

        @Setting(
                doc =
                        "Column, or field or path, that names a record. Files are keyed by it; a record on the topic whose key differs is quarantined.")
        Optional<String> id,

        @Setting(
                doc =
                        "Column, or field or path, that says when the thing happened; without it the Kafka timestamp counts.")
        Optional<String> eventTime,

        @Setting(doc = "A record whose id was seen within this time is a duplicate.", byDefault = "1h")
        Duration duplicateWindow,

        @Setting(
                doc =
                        "How far the event time of a record may lie behind the latest one accepted in its partition; a record that is later still is put aside. Without it no record is late.")
        Optional<Duration> allowedLateness,

        @Setting(
                doc =
                        "Column, or field or path, that says who or what a record is about, such as a customer, a card or a machine.")
        Optional<String> entity) {

    /** Encoding of a record's value. */
    public enum Format {
        /** Avro in Confluent's wire format; the schema is the user's own. */
        AVRO,
        /** One JSON object, UTF-8. */
        JSON
    }

    public Source {
        unless(!duplicateWindow.isNegative(), "duplicateWindow", "must not be negative");
        allowedLateness.ifPresent(lateness -> {
            unless(!lateness.isNegative(), "allowedLateness", "must not be negative");
            unless(eventTime.isPresent(), "allowedLateness", "needs an eventTime");
        });
    }
}
