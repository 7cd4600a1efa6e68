package io.millrace.schemas.topics;

import io.millrace.schemas.AlertReaction;
import io.millrace.schemas.ColumnProfile;
import io.millrace.schemas.DriftAlert;
import io.millrace.schemas.EncoderVersion;
import io.millrace.schemas.EntityEvent;
import io.millrace.schemas.Example;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.IngestPosition;
import io.millrace.schemas.Label;
import io.millrace.schemas.LearnerState;
import io.millrace.schemas.MetricsWindow;
import io.millrace.schemas.ModelChunk;
import io.millrace.schemas.ModelDecision;
import io.millrace.schemas.ModelLife;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ModelRequest;
import io.millrace.schemas.ModelRevision;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.Outcome;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.Rejected;
import io.millrace.schemas.Replay;
import io.millrace.schemas.RetrainDecision;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.TrainingProgress;
import io.millrace.schemas.UndeliveredAlert;
import io.millrace.schemas.VocabularyEntry;
import io.millrace.schemas.VocabularyRequest;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.TopicSettings;
import java.time.Duration;
import java.util.List;

/** The topic catalogue of one pipeline. Nothing else spells a topic name. */
public record Topics(
        Topic<byte[]> records,
        Topic<Label> labels,
        Topic<Rejected> quarantine,
        Topic<Replay> replays,
        Topic<EntityEvent> entityEvents,
        Topic<FeatureVector> features,
        Topic<Example> examples,
        Topic<Prediction> predictions,
        Topic<Prediction> shadowPredictions,
        Topic<Outcome> outcomes,
        Topic<MetricsWindow> metrics,
        Topic<ColumnProfile> profiles,
        Topic<DriftAlert> driftAlerts,
        Topic<AlertReaction> alertReactions,
        Topic<UndeliveredAlert> undeliveredAlerts,
        Topic<RetrainRequest> retrainRequests,
        Topic<RetrainDecision> retrainDecisions,
        Topic<TrainingProgress> trainingProgress,
        Topic<ModelVersion> models,
        Topic<ModelChunk> modelChunks,
        Topic<ModelReference> modelReferences,
        Topic<ModelChunk> modelUploads,
        Topic<ModelRequest> modelRequests,
        Topic<ModelDecision> modelDecisions,
        Topic<ModelLife> modelLives,
        Topic<ModelRevision> modelRevisions,
        Topic<LearnerState> learnerStates,
        Topic<IngestPosition> ingestPositions,
        Topic<VocabularyRequest> vocabularyRequests,
        Topic<VocabularyEntry> vocabularies,
        Topic<EncoderVersion> encoders) {

    /** Key on the models and model-references topics under which the version that serves stands. */
    public static final String CHAMPION = "champion";

    public static Topics of(PipelineDefinition pipeline) {
        Shapes in = new Shapes(pipeline.name(), pipeline.topics());
        return new Topics(
                in.spread(
                        "records",
                        byte[].class,
                        "record id",
                        "The user's own records: Avro, or JSON where the pipeline says so."),
                in.spread("labels", Label.class, "record id", "True answers, whenever they become known."),
                in.kept(
                        "quarantine",
                        Rejected.class,
                        "record id",
                        in.all(),
                        "Records that did not become feature vectors, whole, with the reason."),
                in.kept(
                        "replays",
                        Replay.class,
                        "partition@offset",
                        1,
                        "Which quarantined records were sent again, so that none is twice."),
                in.spread(
                        "entity-events",
                        EntityEvent.class,
                        "entity",
                        "Encoded records, and labels that arrived, on their way to the past of their entity; used where the pipeline has a history."),
                in.spread("features", FeatureVector.class, "record id", "Cleaned and encoded records."),
                in.kept(
                        "examples",
                        Example.class,
                        "record id",
                        in.all(),
                        "Feature vectors with their labels, after their predictions were counted."),
                in.spread(
                        "predictions", Prediction.class, "record id", "The champion's answer to every feature vector."),
                in.spread(
                        "shadow-predictions",
                        Prediction.class,
                        "record id",
                        "Answers of the model on trial, where scoring.shadows is enabled: a sample, never the truth; some are missing, and some may be there twice."),
                in.spread("outcomes", Outcome.class, "record id", "Predictions that met their labels."),
                in.spread(
                        "metrics",
                        MetricsWindow.class,
                        "version, and champion",
                        "Prequential metrics per window: of each version that answered, and under champion of whichever was champion."),
                in.compacted(
                        "profiles",
                        ColumnProfile.class,
                        "column/partition, and column/partition/last",
                        "What each column holds in the window that runs; under last in the one before."),
                in.kept(
                        "drift-alerts",
                        DriftAlert.class,
                        "episode",
                        1,
                        "Drift episodes as they open, go on and close."),
                in.compacted(
                        "alert-reactions",
                        AlertReaction.class,
                        "acknowledgement/episode, mute/episode and mute/kind",
                        "Which episodes somebody sees to, and what is not posted to webhooks for a while."),
                in.kept(
                        "undelivered-alerts",
                        UndeliveredAlert.class,
                        "webhook",
                        1,
                        "Alerts that a webhook did not take, whole, with the reason."),
                in.kept("retrain-requests", RetrainRequest.class, "request", 1, "Requests for a new model."),
                in.kept(
                        "retrain-decisions",
                        RetrainDecision.class,
                        "episode or request",
                        1,
                        "Whether a new model was asked for, and why, or why not."),
                in.single(
                        "training-progress",
                        TrainingProgress.class,
                        "request",
                        "How far the trainer has come with each request, for those who wait for it."),
                in.compacted(
                        "models",
                        ModelVersion.class,
                        "version, and champion",
                        "Model versions; under champion the one that serves."),
                in.compacted(
                        "model-chunks",
                        ModelChunk.class,
                        "version/index, and version+0/index and version+1/index in turn of one that learns on",
                        "ONNX bytes of the models."),
                in.compacted(
                        "model-references",
                        ModelReference.class,
                        "version, and champion",
                        "What the drift monitor holds live data against; under champion that of the version that serves."),
                in.single(
                        "model-uploads",
                        ModelChunk.class,
                        "upload/index",
                        "ONNX bytes of models that were made elsewhere, on their way to the trainer."),
                in.kept(
                        "model-requests",
                        ModelRequest.class,
                        "request",
                        1,
                        "What people ask for in the life of a model: promote, roll back, archive."),
                in.kept(
                        "model-decisions",
                        ModelDecision.class,
                        "version",
                        1,
                        "What was decided about a model version, and why; answers to requests, refusals too."),
                in.compacted(
                        "model-lives",
                        ModelLife.class,
                        "life",
                        "How far the comparisons of the champion with other versions have come."),
                in.compacted(
                        "model-revisions",
                        ModelRevision.class,
                        "version",
                        "What versions that learn on have come to, on their way into the models topic."),
                in.compacted(
                        "learner-states",
                        LearnerState.class,
                        "piece",
                        "What the online learner knows, and how far it has read."),
                in.compacted("ingest-positions", IngestPosition.class, "source", "How far each source has been sent."),
                in.single(
                        "vocabulary-requests",
                        VocabularyRequest.class,
                        "column",
                        "Categories that have no code in their learned vocabulary yet."),
                in.compacted(
                        "vocabularies",
                        VocabularyEntry.class,
                        "column/category",
                        "The learned vocabularies: each category with its code."),
                in.compacted(
                        "encoders",
                        EncoderVersion.class,
                        "fingerprint",
                        "The encoders that this pipeline has had, each with the definition it follows."));
    }

    /** Every topic, in the order of the loop. */
    public List<Topic<?>> all() {
        return List.of(
                records,
                labels,
                quarantine,
                replays,
                entityEvents,
                features,
                examples,
                predictions,
                shadowPredictions,
                outcomes,
                metrics,
                profiles,
                driftAlerts,
                alertReactions,
                undeliveredAlerts,
                retrainRequests,
                retrainDecisions,
                trainingProgress,
                models,
                modelChunks,
                modelReferences,
                modelUploads,
                modelRequests,
                modelDecisions,
                modelLives,
                modelRevisions,
                learnerStates,
                ingestPositions,
                vocabularyRequests,
                vocabularies,
                encoders);
    }

    private record Shapes(String pipeline, TopicSettings settings) {
        int all() {
            return settings.partitions();
        }

        <V> Topic<V> spread(String name, Class<V> type, String keyedBy, String doc) {
            return topic(name, type, all(), Topic.Cleanup.DELETE, settings.retention(), keyedBy, doc);
        }

        <V> Topic<V> kept(String name, Class<V> type, String keyedBy, int partitions, String doc) {
            return topic(name, type, partitions, Topic.Cleanup.DELETE, settings.longRetention(), keyedBy, doc);
        }

        <V> Topic<V> single(String name, Class<V> type, String keyedBy, String doc) {
            return topic(name, type, 1, Topic.Cleanup.DELETE, settings.retention(), keyedBy, doc);
        }

        <V> Topic<V> compacted(String name, Class<V> type, String keyedBy, String doc) {
            return topic(name, type, 1, Topic.Cleanup.COMPACT, settings.longRetention(), keyedBy, doc);
        }

        private <V> Topic<V> topic(
                String name,
                Class<V> type,
                int partitions,
                Topic.Cleanup cleanup,
                Duration retention,
                String keyedBy,
                String doc) {
            return new Topic<>(pipeline + "." + name, type, partitions, cleanup, retention, keyedBy, doc);
        }
    }
}
