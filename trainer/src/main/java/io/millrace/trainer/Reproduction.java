package io.millrace.trainer;

import io.millrace.models.artefact.ModelBytes;
import io.millrace.runtime.ServiceFailure;
import io.millrace.schemas.Lineage;
import io.millrace.schemas.ModelVersion;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.pipeline.PipelineText;
import io.millrace.schemas.pipeline.Training;
import io.millrace.schemas.pipeline.VectorLayout;
import io.millrace.trainer.candidates.Candidate;
import io.millrace.trainer.candidates.Contest;
import io.millrace.trainer.candidates.Family;
import io.millrace.trainer.candidates.ImportedCandidate;
import io.millrace.trainer.candidates.Incumbent;
import io.millrace.trainer.candidates.Problem;
import io.millrace.trainer.nets.TrainingDevice;
import io.millrace.trainer.windows.ResolvedWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A version of the model, trained again from its lineage: the same examples, settings and seed. On the CPU, by the same code and libraries, that gives the same
 * bytes. Other families than the version's own are not trained: they had no part in its bytes.
 */
public final class Reproduction {

    private final ModelVersion version;
    private final PipelineDefinition pipeline;

    /**
     * @param pipeline whose columns, label and encoder are still the version's; its training need not be
     * @throws ServiceFailure where there is no way back to that version
     */
    public Reproduction(ModelVersion version, PipelineDefinition pipeline) {
        this.version = version;
        this.pipeline = asItWas(version, pipeline);
        check();
    }

    /**
     * What it came to.
     *
     * @param differences in which training again was not the same, line by line; reasons, where the bytes differ
     */
    public record Outcome(ModelBytes bytes, boolean identical, List<String> differences) {
        public Outcome {
            differences = List.copyOf(differences);
        }
    }

    /** The version whose parameters it began from, where it did: its bytes are needed to train it again. */
    public OptionalLong beganFrom() {
        String told = version.getLineage().getParameters().getOrDefault(Family.WARM_START, "");
        return told.startsWith(Family.FROM_VERSION)
                ? OptionalLong.of(Long.parseLong(told.substring(Family.FROM_VERSION.length())))
                : OptionalLong.empty();
    }

    /** Trains what began from scratch. */
    public Outcome train(ResolvedWindow window) {
        return train(window, Replay.NONE, Optional.empty());
    }

    /**
     * Trains.
     *
     * @param examples where the window and the older examples that it learnt from beside it are read
     * @param before the version it {@link #beganFrom}; empty where it began from scratch
     * @throws ServiceFailure where examples of it are no longer there
     * @throws InterruptedException where the thread was interrupted
     */
    public Outcome train(ExampleWindows examples, Optional<Incumbent> before) throws InterruptedException {
        ResolvedWindow window = examples.again(version.getLineage());
        return train(window, examples.older(version.getLineage(), window.encoderFingerprint()), before);
    }

    Outcome train(ResolvedWindow window, Replay replay, Optional<Incumbent> before) {
        Training training = pipeline.training();
        TrainingDevice device = Families.start(training);
        Problem problem = Problem.of(pipeline, window.encoderFingerprint());
        Preparation prepared = Preparation.of(window, replay, training, problem.layout());
        Contest contest = Families.contest(version.getFamily(), training, device);
        Candidate again = (before.isPresent() ? contest.from(before) : contest)
                .rank(prepared.window(), problem)
                .best();
        return new Outcome(
                again.bytes(), again.bytes().sha256().equals(version.getSha256()), differences(window, again));
    }

    private static PipelineDefinition asItWas(ModelVersion version, PipelineDefinition pipeline) {
        String training = version.getLineage().getTraining();
        return training.isEmpty()
                ? pipeline
                : PipelineReader.parse(
                        PipelineText.with(pipeline, training), "the definition of version " + version.getVersion());
    }

    private void check() {
        String who = "version " + version.getVersion();
        if (version.getSha256().isEmpty()) {
            throw new ServiceFailure(who + " was never trained: " + version.getStatusReason());
        }
        if (version.getFamily().equals(ImportedCandidate.FAMILY)) {
            throw new ServiceFailure(who + " was made elsewhere: there is nothing here to train it again by");
        }
        if (version.getFamily().equals(ImportedCandidate.ONLINE)) {
            throw new ServiceFailure(
                    who
                            + " was learnt online, from every example in turn: only what is trained on a window is trained again");
        }
        if (!version.getClasses().equals(pipeline.label().classes())
                || version.getFeatures() != VectorLayout.of(pipeline).length()) {
            throw new ServiceFailure(who + " was trained for other columns or classes than the definition has now:"
                    + " name with -p the definition of that time, which is on the encoders topic under "
                    + version.getEncoderFingerprint());
        }
    }

    private List<String> differences(ResolvedWindow window, Candidate again) {
        Lineage lineage = version.getLineage();
        List<String> differences = new ArrayList<>();
        if (lineage.getTraining().isEmpty()) {
            differences.add("settings: those of that time were not kept; the definition's of now were taken");
        }
        differ(differences, "code", lineage.getCode(), NewVersion.code());
        differ(differences, "device", lineage.getDevice(), again.device());
        differ(differences, "encoder", version.getEncoderFingerprint(), window.encoderFingerprint());
        differ(
                differences,
                "examples",
                Integer.toString(lineage.getExamples()),
                Integer.toString(window.window().rows()));
        differ(differences, "", lineage.getLibraries(), again.libraries());
        differ(differences, "", common(lineage.getParameters(), again), again.parameters());
        return differences;
    }

    /** Without what was done to the window, which is no parameter of a family. */
    private static Map<String, String> common(Map<String, String> parameters, Candidate again) {
        Map<String, String> common = new TreeMap<>(parameters);
        common.keySet().retainAll(again.parameters().keySet());
        return common;
    }

    private static void differ(
            List<String> differences, String what, Map<String, String> before, Map<String, String> now) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        names.forEach(name ->
                differ(differences, what + name, before.getOrDefault(name, "none"), now.getOrDefault(name, "none")));
    }

    private static void differ(List<String> differences, String what, String before, String now) {
        if (!before.equals(now)) {
            differences.add(what + ": " + before + " then, " + now + " now");
        }
    }
}
