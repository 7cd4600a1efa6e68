package io.millrace.cli.backtest;

import io.millrace.features.Encoder;
import io.millrace.schemas.Example;
import io.millrace.schemas.FeatureVector;
import io.millrace.schemas.Outcome;
import io.millrace.schemas.Prediction;
import io.millrace.schemas.pipeline.LabelDefinition;
import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.statistics.metrics.ProbabilityLoss;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row of a file as the records that the services would write of it. */
final class RowRecords {
    private final String encoder;
    private final LabelDefinition label;

    RowRecords(PipelineDefinition pipeline) {
        this.encoder = Encoder.of(pipeline).fingerprint();
        this.label = pipeline.label();
    }

    FeatureVector vector(String id, float[] values, Instant at) {
        return FeatureVector.newBuilder()
                .setId(id)
                .setEncoderFingerprint(encoder)
                .setEventTime(at)
                .setValues(floats(values))
                .setMissing(0)
                .setUnseen(0)
                .setOthers(List.of())
                .build();
    }

    /**
     * @param answer probability of each class, or one number
     * @param version that answered; 0 before the first
     */
    Prediction prediction(String id, double[] answer, long version, Instant at) {
        Prediction.Builder prediction = Prediction.newBuilder()
                .setId(id)
                .setModelVersion(version)
                .setEncoderFingerprint(encoder)
                .setEventTime(at)
                .setScoredAt(at)
                .setColdStart(version == 0)
                .setShadow(false);
        return (label.isNumber() ? ofNumber(prediction, answer[0]) : ofClasses(prediction, answer)).build();
    }

    private static Prediction.Builder ofNumber(Prediction.Builder prediction, double answer) {
        return prediction
                .setLabel(Float.toString((float) answer))
                .setConfidence(Float.NaN)
                .setProbabilities(Map.of());
    }

    private Prediction.Builder ofClasses(Prediction.Builder prediction, double[] answer) {
        List<String> classes = label.classes();
        Map<String, Float> probabilities = new LinkedHashMap<>();
        for (int i = 0; i < answer.length; i++) {
            probabilities.put(classes.get(i), (float) answer[i]);
        }
        int likeliest = ClassContender.likeliest(answer);
        return prediction
                .setLabel(classes.get(likeliest))
                .setConfidence((float) answer[likeliest])
                .setProbabilities(probabilities);
    }

    /** @param actual as the row says it */
    Outcome outcome(Prediction prediction, String actual, Instant at) {
        return Outcome.newBuilder()
                .setId(prediction.getId())
                .setModelVersion(prediction.getModelVersion())
                .setEncoderFingerprint(encoder)
                .setEventTime(prediction.getEventTime())
                .setScoredAt(prediction.getScoredAt())
                .setLabelledAt(at)
                .setPredicted(prediction.getLabel())
                .setActual(actual)
                .setCorrect(!label.isNumber() && prediction.getLabel().equals(actual))
                .setLoss(loss(prediction, actual))
                .setConfidence(prediction.getConfidence())
                .setColdStart(prediction.getColdStart())
                .setLabelDelayMillis(
                        at.toEpochMilli() - prediction.getScoredAt().toEpochMilli())
                .build();
    }

    private double loss(Prediction prediction, String actual) {
        if (label.isNumber()) {
            double error = Double.parseDouble(prediction.getLabel()) - Double.parseDouble(actual);
            return error * error;
        }
        return ProbabilityLoss.log(prediction.getProbabilities().get(actual));
    }

    Example example(Prediction prediction, float[] values, String actual) {
        return Example.newBuilder()
                .setId(prediction.getId())
                .setEncoderFingerprint(encoder)
                .setEventTime(prediction.getEventTime())
                .setValues(floats(values))
                .setLabel(actual)
                .setLabelDelayMillis(0)
                .build();
    }

    private static List<Float> floats(float[] values) {
        List<Float> list = new ArrayList<>(values.length);
        for (float value : values) {
            list.add(value);
        }
        return list;
    }
}
