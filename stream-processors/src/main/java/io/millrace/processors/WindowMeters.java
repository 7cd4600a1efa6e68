package io.millrace.processors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.millrace.schemas.MetricsWindow;
import java.util.ArrayList;
import java.util.List;

/**
 * The last window that was written, as gauges {@code millrace.metrics.window} by {@code metric}: how many {@code outcomes}, and the metrics. Only the process that
 * writes the windows has them; elsewhere {@code outcomes} is NaN.
 */
final class WindowMeters {
    private static final String OUTCOMES = "outcomes";

    private final MultiGauge gauges;

    WindowMeters(String pipeline, MeterRegistry meters) {
        gauges = MultiGauge.builder("millrace.metrics.window")
                .tags("pipeline", pipeline)
                .register(meters);
        clear();
    }

    void show(MetricsWindow window) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        rows.add(row(OUTCOMES, window.getOutcomes()));
        window.getMetrics().forEach((metric, value) -> rows.add(row(metric, value)));
        gauges.register(rows, true);
    }

    void clear() {
        gauges.register(List.of(row(OUTCOMES, Double.NaN)), true);
    }

    private static MultiGauge.Row<?> row(String metric, Number value) {
        return MultiGauge.Row.of(Tags.of("metric", metric), value);
    }
}
