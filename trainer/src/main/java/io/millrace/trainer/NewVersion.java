package io.millrace.trainer;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.models.artefact.OnnxModel;
import io.millrace.schemas.Lineage;
import io.millrace.schemas.ModelReference;
import io.millrace.schemas.ModelStatus;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.RetrainRequest;
import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.HistoryFeature;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineText;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.candidates.Candidate;
import io.millrace.trainer.candidates.Contest;
import io.millrace.trainer.candidates.Evaluation;
import io.millrace.trainer.candidates.Gate;
import io.millrace.trainer.candidates.NumberEvaluation;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.candidates.QuantileLoss;
import io.millrace.trainer.windows.ResolvedWindow;
import io.millrace.trainer.windows.TrainingWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes down what a request came to: the model version with its lineage, whichever way it went. */
final class NewVersion {
    private final long number;
    private final RetrainRequest request;
    private final ResolvedWindow window;
    private final PipelineDefinition pipeline;

    NewVersion(long number, RetrainRequest request, ResolvedWindow window, PipelineDefinition pipeline) {
        this.number = number;
        this.request = request;
        this.window = window;
        this.pipeline = pipeline;
    }

    /** A candidate that was trained and met the gate. */
    record Judged(
            Preparation prepared, Contest.Ranking ranking, Gate.Verdict verdict, Instant finished, Duration took) {
        Candidate candidate() {
            return ranking.best();
        }
    }

    /** The candidate may become champion: that is for its life to show. */
    Answer candidate(Judged judged) {
        ModelBytes bytes = judged.candidate().bytes();
        ModelVersion candidate = appraised(judged)
                .setStatus(ModelStatus.CANDIDATE)
                .setChunks(bytes.chunks())
                .build();
        ModelReference reference = new Reference(pipeline)
                .of(candidate, window.window(), judged.prepared().window().heldOut(), bytes);
        return new Answer(
                bytes.split(number), Optional.of(candidate), Optional.of(reference), line("is a candidate", candidate));
    }

    /** With what its card says of its answers. */
    private ModelVersion.Builder appraised(Judged judged) {
        List<String> columns = Stream.of(
                        pipeline.encodedColumns().stream().map(Column::name),
                        pipeline.history().features().stream().map(HistoryFeature::name),
                        Stream.of(VectorLayout.BACK)) // which says how long before earlier records were
                .flatMap(names -> names)
                .toList();
        Problem problem = Problem.of(pipeline, window.encoderFingerprint());
        TrainingWindow heldOut = judged.prepared().window().heldOut();
        try (OnnxModel model = new OnnxModel(judged.candidate().bytes().toArray())) {
            Appraisal appraisal = new Appraisal(model, heldOut, problem);
            Map<String, Double> metrics = metrics(judged);
            metrics.putAll(appraisal.metrics(columns, pipeline.training().seed()));
            return trained(judged).setMetrics(metrics).setCurves(appraisal.curves());
        }
    }

    /** The candidate lost; its bytes are not kept. */
    Answer rejected(Judged judged) {
        ModelVersion version =
                trained(judged).setStatus(ModelStatus.REJECTED).setChunks(0).build();
        return new Answer(List.of(), Optional.of(version), Optional.empty(), line("is rejected", version));
    }

    /** There is no candidate. */
    Answer untrainable(String reason, Instant now) {
        ModelVersion version = common().setStatus(ModelStatus.REJECTED)
                .setStatusReason(reason)
                .setFamily("none")
                .setSha256("")
                .setSizeBytes(0)
                .setChunks(0)
                .setCreatedAt(now)
                .setProbes(List.of())
                .setMetrics(Map.of())
                .setPredictionShare(Map.of())
                .setLineage(lineage(Map.of(), "none", Map.of(), Duration.ZERO).build())
                .build();
        return new Answer(List.of(), Optional.of(version), Optional.empty(), line("is rejected", version));
    }

    private ModelVersion.Builder trained(Judged judged) {
        Candidate candidate = judged.candidate();
        return common().setStatusReason(judged.verdict().reason())
                .setGate(judged.verdict().result())
                .setFamily(candidate.family())
                .setSha256(candidate.bytes().sha256())
                .setSizeBytes(candidate.bytes().size())
                .setCreatedAt(judged.finished())
                .setProbes(candidate.probes())
                .setMetrics(metrics(judged))
                .setPredictionShare(predictionShare(candidate))
                .setLineage(lineage(judged));
    }

    /** The settings are those that were found, where there was a search: by them it is trained again. */
    private Lineage lineage(Judged judged) {
        Candidate candidate = judged.candidate();
        Lineage.Builder lineage = lineage(parameters(judged), candidate.device(), candidate.libraries(), judged.took());
        candidate.found().ifPresent(found -> lineage.setTraining(PipelineText.training(found.settings())));
        return lineage.build();
    }

    private ModelVersion.Builder common() {
        return ModelVersion.newBuilder()
                .setVersion(number)
                .setEncoderFingerprint(window.encoderFingerprint())
                .setClasses(pipeline.label().classes())
                .setFeatures(VectorLayout.of(pipeline).length());
    }

    /** The family's own, and what was done to the window. */
    private static Map<String, String> parameters(Judged judged) {
        Map<String, String> parameters = new HashMap<>(judged.prepared().parameters());
        parameters.putAll(judged.candidate().parameters());
        return parameters;
    }

    private Map<String, Double> metrics(Judged judged) {
        Contest.Ranking ranking = judged.ranking();
        Candidate best = ranking.best();
        Map<String, Double> metrics = new HashMap<>();
        metrics.putAll(best.evaluation().figures());
        metrics.put("error", best.evaluation().error());
        metrics.put("heldOut", (double) best.evaluation().rows());
        metrics.put("trained", (double) best.trainedRows());
        metrics.put("made", (double) judged.prepared().madeRows());
        ranking.test().ifPresent(test -> {
            metrics.put("test", (double) test.rows());
            test.figures().forEach((name, value) -> metrics.put(ofTest(name), value));
        });
        best.found().ifPresent(found -> metrics.putAll(found.figures()));
        String loss = best.evaluation().lossName();
        ranking.losses().forEach((family, value) -> metrics.put(loss + "." + family, value));
        pipeline.training().quantile().ifPresent(quantile -> metrics.put(QuantileLoss.QUANTILE, quantile));
        if (best.evaluation() instanceof NumberEvaluation numbers) {
            metrics.put(NumberEvaluation.BOUND, numbers.bound());
        }
        return metrics;
    }

    private static String ofTest(String name) {
        return "test" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private Map<String, Double> predictionShare(Candidate candidate) {
        if (!(candidate.evaluation() instanceof Evaluation evaluation)) {
            return Map.of();
        }
        Map<String, Double> shares = new HashMap<>();
        List<String> classes = pipeline.label().classes();
        for (int i = 0; i < classes.size(); i++) {
            shares.put(classes.get(i), evaluation.predictionShare().get(i));
        }
        return shares;
    }

    private Lineage.Builder lineage(
            Map<String, String> parameters, String device, Map<String, String> libraries, Duration took) {
        return Lineage.newBuilder()
                .setRequest(request.getRequest())
                .setCause(request.getCause().name())
                .setEpisode(request.getEpisode())
                .setRanges(window.ranges())
                .setExamples(window.window().rows())
                .setSeed(pipeline.training().seed())
                .setParameters(parameters)
                .setCode(code())
                .setDevice(device)
                .setLibraries(libraries)
                .setDurationMillis(took.toMillis())
                .setTraining(PipelineText.training(pipeline.training()));
    }

    /** Millrace version that runs. */
    static String code() {
        return Optional.ofNullable(NewVersion.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    private static String line(String what, ModelVersion version) {
        return "version %d (%s) %s: %s"
                .formatted(version.getVersion(), version.getFamily(), what, version.getStatusReason());
    }
}
