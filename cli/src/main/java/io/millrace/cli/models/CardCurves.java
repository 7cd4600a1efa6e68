package io.millrace.cli.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.schemas.ClassCurve;
import io.millrace.schemas.CurvePoint;
import io.millrace.schemas.ModelVersion;
import java.util.List;
import java.util.Optional;

/** The ROC and precision-recall curves of a model's card: every point for programs, some of them for people. */
record CardCurves(List<ClassCurve> curves) {
    /** Points that a person is shown of a class. */
    private static final int SHOWN = 11;

    /** None where the version has none. */
    static CardCurves of(ModelVersion version) {
        return new CardCurves(Optional.ofNullable(version.getCurves()).orElse(List.of()));
    }

    /** By class, each point with {@code threshold} (left out where nothing is taken for the class), {@code recall}, {@code falsePositiveRate} and {@code precision}. */
    void json(ObjectNode node) {
        for (ClassCurve curve : curves) {
            var points = node.putArray(curve.getOf());
            for (CurvePoint point : curve.getPoints()) {
                ObjectNode one = points.addObject();
                if (Double.isFinite(point.getThreshold())) {
                    one.put("threshold", point.getThreshold());
                }
                one.put("recall", point.getRecall())
                        .put("falsePositiveRate", point.getFalsePositiveRate())
                        .put("precision", point.getPrecision());
            }
        }
    }

    /** A small table of each class. */
    void markdown(StringBuilder page) {
        if (curves.isEmpty()) {
            return;
        }
        page.append(
                "\n## Threshold by threshold\n\nWhat becomes of the held-out examples where all with such a probability or more are taken for the class."
                        + " Recall over false positive rate is the ROC curve, precision over recall the other; --json has more points.\n");
        for (ClassCurve curve : curves) {
            page.append("\n| ")
                    .append(ModelCard.cell(curve.getOf()))
                    .append(" from | recall | false positive rate | precision |\n|---|---|---|---|\n");
            for (int i = 0; i < shown(curve); i++) {
                row(page, curve.getPoints().get(place(curve, i)));
            }
        }
    }

    private static int shown(ClassCurve curve) {
        return Math.min(SHOWN, curve.getPoints().size());
    }

    /** Evenly from the first to the last. */
    private static int place(ClassCurve curve, int shown) {
        return shown * (curve.getPoints().size() - 1) / Math.max(1, shown(curve) - 1);
    }

    private static void row(StringBuilder page, CurvePoint point) {
        page.append("| ")
                .append(Double.isFinite(point.getThreshold()) ? ModelFacts.number(point.getThreshold()) : "none")
                .append(" | ")
                .append(ModelFacts.number(point.getRecall()))
                .append(" | ")
                .append(ModelFacts.number(point.getFalsePositiveRate()))
                .append(" | ")
                .append(ModelFacts.number(point.getPrecision()))
                .append(" |\n");
    }
}
