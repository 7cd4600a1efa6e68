package io.millrace.drift.windows;

import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ReferenceSeries;
import io.millrace.schemas.WatchedSeries;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What live data is held against while a model version serves, ready for use. Immutable. */
public final class Reference {
    private final long version;
    private final String encoder;
    private final int window;
    private final Map<WatchedSeries, SeriesReference> series;
    private final Optional<Double> errorBound;

    private Reference(
            long version,
            String encoder,
            int window,
            Map<WatchedSeries, SeriesReference> series,
            Optional<Double> errorBound) {
        this.errorBound = errorBound;
        this.version = version;
        this.encoder = encoder;
        this.window = window;
        this.series = series;
    }

    /** @throws IllegalArgumentException where the record contradicts itself */
    public static Reference of(ModelReference reference) {
        Map<WatchedSeries, SeriesReference> series = new EnumMap<>(WatchedSeries.class);
        for (ReferenceSeries one : reference.getSeries()) {
            series.put(one.getSeries(), SeriesReference.of(one, reference.getWindow(), reference.getFalseAlarms()));
        }
        return new Reference(
                reference.getVersion(),
                reference.getEncoderFingerprint(),
                reference.getWindow(),
                series,
                Optional.ofNullable(reference.getErrorBound()));
    }

    public long version() {
        return version;
    }

    /** Fingerprint of the encoder whose vectors can be compared with it. */
    public String encoder() {
        return encoder;
    }

    /** Records per window. */
    public int window() {
        return window;
    }

    /** How far an answer may be from its label without being an error; empty for classes. */
    public Optional<Double> errorBound() {
        return errorBound;
    }

    /** Empty where the series is not watched. */
    public Optional<SeriesReference> series(WatchedSeries which) {
        return Optional.ofNullable(series.get(which));
    }
}
