package io.millrace.cli.process;

import io.millrace.drift.DriftMonitor;
import io.millrace.ingest.http.HttpIngest;
import io.millrace.processors.StreamProcessors;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.scorer.Scorer;
import io.millrace.trainer.Trainer;
import java.util.Locale;
import java.util.function.Function;

/** A service of the loop that can run in this process. */
public enum Part {
    // the scorer comes first: its engine must be made before anything else opens ONNX Runtime in the process
    SCORER(Scorer::service),
    STREAM_PROCESSORS(StreamProcessors::service),
    TRAINER(Trainer::service),
    DRIFT_MONITOR(DriftMonitor::service),
    /** Over HTTP. */
    INGEST(HttpIngest::service);

    private final Function<ServiceContext, Service> make;

    Part(Function<ServiceContext, Service> make) {
        this.make = make;
    }

    Service service(ServiceContext context) {
        return make.apply(context);
    }

    /** The name on the command line: {@code drift-monitor}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
