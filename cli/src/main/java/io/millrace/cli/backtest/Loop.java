package io.millrace.cli.backtest;

import io.millrace.drift.OfflineMonitor;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.EpisodePhase;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.trainer.OfflineTrainer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * The loop of the services over a file: a champion that was trained on a window, or learnt online, answers, the drift monitor watches it and asks for another, gate and shadow decide. Time
 * is that of the rows, and training takes none. For one thread.
 */
final class Loop implements AutoCloseable {
    private static final long SECOND_MILLIS = 1_000;

    private final int pace;
    private final RowRecords records;
    private final OfflineMonitor monitor;
    private final OfflineTrainer trainer;
    private final Map<String, Episode> episodes = new LinkedHashMap<>();
    private final List<Retrain> retrains = new ArrayList<>();
    private final List<Reign> reigns = new ArrayList<>();
    private final Deque<RetrainRequest> requests = new ArrayDeque<>();
    private Optional<OnnxModel> model = Optional.empty();
    private long version;
    private long rows;

    /** @param pace rows that come in a second */
    Loop(PipelineDefinition pipeline, int pace) {
        this.pace = pace;
        this.records = new RowRecords(pipeline);
        this.monitor = new OfflineMonitor(pipeline);
        this.trainer = new OfflineTrainer(pipeline);
    }

    /**
     * A drift episode.
     *
     * @param opened rows predicted when it opened
     * @param closed rows predicted when it closed; empty where it is still open
     * @param message the latest that was said of it
     */
    record Episode(String id, long opened, Optional<Long> closed, String kind, String cause, String message) {
        Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("episode", id);
            tree.put("opened", opened);
            tree.put("closed", closed.orElse(null));
            tree.put("kind", kind);
            tree.put("cause", cause);
            tree.put("message", message);
            return tree;
        }
    }

    /**
     * A request for a new model, and what it came to.
     *
     * @param row rows predicted when it was answered
     * @param family of what was trained, or proposed
     * @param champion whether it has served
     * @param reason of its latest status but that of a champion that another one replaced
     */
    record Retrain(
            String request, long row, String cause, long version, String family, boolean champion, String reason) {
        Retrain as(ModelVersion changed) {
            boolean replaced = champion && changed.getStatus() != ModelStatus.CHAMPION;
            return new Retrain(
                    request,
                    row,
                    cause,
                    version,
                    family,
                    champion || changed.getStatus() == ModelStatus.CHAMPION,
                    replaced ? reason : changed.getStatusReason());
        }

        Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("request", request);
            tree.put("row", row);
            tree.put("cause", cause);
            tree.put("version", version);
            tree.put("family", family);
            tree.put("champion", champion);
            tree.put("reason", reason);
            return tree;
        }
    }

    /** In their order. */
    List<Episode> episodes() {
        return List.copyOf(episodes.values());
    }

    List<Retrain> retrains() {
        return List.copyOf(retrains);
    }

    /** Who has served, in their order. */
    List<Reign> reigns() {
        return List.copyOf(reigns);
    }

    /** Of the champion; empty before the first. */
    double[] predict(float[] values) {
        return model.map(champion -> doubles(champion.probabilities(values, 1))).orElse(new double[0]);
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /**
     * A row was predicted.
     *
     * @param answer probability of each class, or one number
     * @return to be shown again with the label
     */
    Prediction predicted(float[] values, double[] answer) {
        rows++;
        String id = Long.toString(rows);
        Prediction prediction = records.prediction(id, answer, version, now());
        take(monitor.onVector(records.vector(id, values, now()), at()));
        take(monitor.onPrediction(prediction, at()));
        return prediction;
    }

    /** A row was put into quarantine. */
    void quarantined(String reason) {
        take(monitor.onQuarantined(reason, at()));
    }

    /** The label of a row that was predicted. */
    void labelled(Prediction prediction, float[] values, String label) {
        take(monitor.onOutcome(records.outcome(prediction, label, now()), at()));
        trainer.add(records.example(prediction, values, label), at()).forEach(this::onChanged);
        trainer.proposal().ifPresent(requests::add);
        if (!requests.isEmpty() && trainer.canAnswer(requests.peek())) {
            answer(requests.remove());
        }
    }

    private void answer(RetrainRequest asked) {
        for (ModelVersion changed : trainer.answer(asked, at())) {
            if (changed.getLineage().getRequest().equals(asked.getRequest())) {
                retrains.add(new Retrain(
                        asked.getRequest(),
                        rows,
                        asked.getCause().name(),
                        changed.getVersion(),
                        changed.getFamily(),
                        changed.getStatus() == ModelStatus.CHAMPION,
                        changed.getStatusReason()));
            }
            onChanged(changed);
        }
    }

    private void onChanged(ModelVersion changed) {
        retrains.replaceAll(retrain -> retrain.version() == changed.getVersion() ? retrain.as(changed) : retrain);
        if (changed.getStatus() == ModelStatus.CHAMPION) {
            serve(changed);
        } else {
            take(monitor.onOther(changed, at()));
        }
    }

    /** Where it has only learnt on, it is watched on as it was. */
    private void serve(ModelVersion champion) {
        model.ifPresent(OnnxModel::close);
        model = Optional.of(new OnnxModel(trainer.bytes(champion).toArray()));
        if (champion.getVersion() == version) {
            reigns.set(reigns.size() - 1, reigns.get(reigns.size() - 1).revised());
            return;
        }
        version = champion.getVersion();
        reigns.add(Reign.begun(champion, rows));
        take(monitor.onChampion(champion, trainer.reference(champion), at()));
    }

    private void take(List<SpecificRecord> records) {
        for (SpecificRecord record : records) {
            if (record instanceof DriftAlert alert) {
                episodes.merge(
                        alert.getEpisode(),
                        episode(alert),
                        (before, now) -> new Episode(
                                before.id(), before.opened(), now.closed(), now.kind(), now.cause(), now.message()));
            } else if (record instanceof RetrainRequest asked) {
                requests.add(asked);
            }
        }
    }

    private Episode episode(DriftAlert alert) {
        return new Episode(
                alert.getEpisode(),
                rows,
                alert.getPhase() == EpisodePhase.CLOSED ? Optional.of(rows) : Optional.empty(),
                alert.getKind().name(),
                alert.getCause().name(),
                alert.getMessage());
    }

    private long at() {
        return rows * SECOND_MILLIS / pace;
    }

    private Instant now() {
        return Instant.ofEpochMilli(at());
    }

    @Override
    public void close() {
        model.ifPresent(OnnxModel::close);
        trainer.close();
    }
}
