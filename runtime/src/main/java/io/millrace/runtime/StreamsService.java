package io.millrace.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one Kafka Streams topology as a service. A thread that dies of something that may pass is replaced. */
public final class StreamsService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsService.class);

    private final String name;
    private final Refusals refusals;
    private final KafkaStreams streams;
    private final AutoCloseable bound;
    private volatile String failure = "";
    private volatile String interruption = "";

    /**
     * @param refusals of the service this is, or is a part of
     * @param meters show what the topology and its clients measure, until it is closed
     */
    public StreamsService(
            String name, Refusals refusals, Topology topology, Map<String, Object> settings, MeterRegistry meters) {
        this.name = name;
        this.refusals = refusals;
        Properties properties = new Properties();
        properties.putAll(settings);
        this.streams = new KafkaStreams(topology, new StreamsConfig(properties));
        streams.setUncaughtExceptionHandler(this::onFailure);
        this.bound = ClientMeters.of(streams, meters);
    }

    /** @throws ServiceFailure where what every instance reads whole, before all else, cannot be read */
    @Override
    public void start() {
        try {
            streams.start();
        } catch (StreamsException e) {
            throw new ServiceFailure(name + " cannot start: " + refusals.reason(e), e);
        }
    }

    @Override
    public Health health() {
        return switch (streams.state()) {
            case RUNNING -> Health.ready();
            case CREATED, REBALANCING -> Health.starting(name + " is taking over its partitions" + interruption);
            default -> Health.failed(name + " stopped: " + failure);
        };
    }

    /** Leaves the group at once, so that a restart need not wait for the session to time out. */
    @Override
    public void close() {
        ClientMeters.close(bound);
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(Duration.ofSeconds(10)));
    }

    private StreamThreadExceptionResponse onFailure(Throwable e) {
        Optional<Throwable> passing = passing(e);
        if (passing.isPresent() && !Refusals.isRefusal(e)) {
            LOG.warn(
                    "{} goes on with a new thread after: {}",
                    name,
                    passing.get().getMessage());
            interruption = " after: " + passing.get().getMessage();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error("{} stops", name, e);
        failure = refusals.reason(e);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** What need not come again. A thread that stood still for longer than its transaction may take finds that the broker has aborted it. */
    static Optional<Throwable> passing(Throwable e) {
        return Causes.of(e)
                .filter(cause -> cause instanceof RetriableException || cause instanceof InvalidTxnStateException)
                .findFirst();
    }
}
