package io.millrace.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.topics.Topics;
import java.nio.file.Path;

/**
 * What every service is given.
 *
 * @param stateDirectory where it may keep what can be rebuilt from topics; its own, made on demand
 * @param meters where its counters go
 */
public record ServiceContext(
        PipelineDefinition pipeline, KafkaConnection kafka, Path stateDirectory, MeterRegistry meters) {

    public Topics topics() {
        return Topics.of(pipeline);
    }

    /** Name of this instance among its equals, the same after a restart on the same state directory. */
    public String instance() {
        return InstanceId.in(stateDirectory);
    }

    /** Name of a consumer group, Streams application or transactional id of this pipeline, for instance {@code loans.scorer}. */
    public String groupOf(String service) {
        return pipeline.name() + "." + service;
    }
}
