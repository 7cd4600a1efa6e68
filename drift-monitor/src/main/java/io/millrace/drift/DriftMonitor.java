package io.millrace.drift;

import io.millrace.runtime.Refusals;
import io.millrace.runtime.Service;
import io.millrace.runtime.ServiceContext;
import io.millrace.runtime.StreamsService;

/** The drift monitor as a service: one per pipeline; more instances stand by. */
public final class DriftMonitor {
    private static final String NAME = "drift-monitor";

    private DriftMonitor() {}

    public static Service service(ServiceContext context) {
        return new StreamsService(
                NAME,
                Refusals.of(context, NAME),
                DriftTopology.build(context.pipeline(), context.kafka().registry()),
                context.kafka()
                        .streams(
                                context.groupOf(NAME),
                                context.stateDirectory(),
                                context.pipeline().delivery()),
                context.meters());
    }
}
