package io.millrace.drift.webhooks;

import io.millrace.runtime.LoopService;
import io.millrace.runtime.OwnRecords;
import io.millrace.schemas.DriftAlert;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One incarnation of one webhook: takes alerts in their order, each until it is settled, and only then commits it. So each is posted at least
 * once, under one id. It polls on while an alert waits. What was settled before it reads as well, to know which episodes are open. A
 * webhook that is new begins with the alerts to come. One thread.
 */
final class WebhookLoop implements LoopService.Loop {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookLoop.class);
    private static final Duration WAIT = Duration.ofMillis(100);

    private final String topic;
    private final Consumer<String, byte[]> consumer;
    private final OwnRecords<DriftAlert> alerts;
    private final Courier courier;
    private final Runnable ready;
    private final Deque<Arrival> backlog = new ArrayDeque<>();
    private final Map<TopicPartition, Long> starts = new HashMap<>();
    private Map<TopicPartition, Long> ends = Map.of();

    /**
     * @param consumer closed with this, as is
     * @param courier of the webhook
     */
    WebhookLoop(
            String topic,
            Consumer<String, byte[]> consumer,
            OwnRecords<DriftAlert> alerts,
            Courier courier,
            Runnable ready) {
        this.topic = topic;
        this.consumer = consumer;
        this.alerts = alerts;
        this.courier = courier;
        this.ready = ready;
    }

    @Override
    public void turn() {
        if (ends.isEmpty()) {
            ends = ends();
            consumer.subscribe(List.of(topic), new Rebalance());
        }
        consumer.poll(WAIT).forEach(this::take);
        while (!backlog.isEmpty() && courier.advance(backlog.peek())) {
            commit(backlog.poll());
        }
        if (!backlog.isEmpty()) {
            consumer.pause(consumer.assignment());
            return;
        }
        consumer.resume(consumer.assignment());
        if (starts.entrySet().stream().allMatch(start -> consumer.position(start.getKey()) >= start.getValue())) {
            courier.rest();
        }
    }

    /** As they are at the start, so that no alert is passed over that comes before the group is joined. */
    private Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList());
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        alerts.read(record.value()).map(alert -> new Arrival(record, alert)).ifPresent(arrival -> {
            if (record.offset() < starts.get(arrival.partition())) {
                courier.learn(arrival.alert());
            } else {
                backlog.add(arrival);
            }
        });
    }

    private void commit(Arrival settled) {
        try {
            consumer.commitSync(Map.of(settled.partition(), settled.next()));
        } catch (CommitFailedException e) {
            LOG.info("{} goes to another instance, once more: {}", settled.at().offset(), e.getMessage());
            drop();
        }
    }

    private void begin(Collection<TopicPartition> assigned) {
        if (assigned.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(assigned));
        for (TopicPartition partition : assigned) {
            OffsetAndMetadata position = committed.get(partition);
            long end = ends.getOrDefault(partition, 0L);
            starts.put(partition, position == null ? end : position.offset());
            if (position == null) {
                consumer.commitSync(Map.of(partition, new OffsetAndMetadata(end)));
            }
        }
        consumer.seekToBeginning(assigned);
    }

    private void drop() {
        courier.drop();
        backlog.clear();
        starts.clear();
    }

    @Override
    public void close() {
        LoopService.closing("the webhook", courier::close);
        LoopService.closing("the alerts consumer", consumer::close);
    }

    /** The topic has one partition, so all comes and goes at once: inside {@link Consumer#poll}, in the loop's thread. */
    private final class Rebalance implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            begin(assigned);
            ready.run();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            drop();
        }
    }
}
