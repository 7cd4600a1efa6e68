package io.millrace.trainer;

import io.millrace.schemas.ClassCurve;
import io.millrace.schemas.CurvePoint;
import io.millrace.statistics.metrics.Ranking;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How probabilities rank the rows of each class against the rest, counted once: areas and curves come from it. */
final class ClassRankings {
    private static final int MOST_POINTS = 50;

    /** Of more than two classes, scores are rounded: exact ones of each would be as many as rows times classes. */
    private static final int STEPS = 10_000;

    private final Map<String, Ranking> rankings = new LinkedHashMap<>();
    private final boolean two;

    /**
     * @param classes of two the second is ranked, of more each; none for no ranking
     * @param answers probabilities, row after row
     */
    ClassRankings(List<String> classes, float[] answers, int[] labels) {
        int width = classes.size();
        this.two = width == 2;
        for (int of = two ? 1 : 0; of < width; of++) {
            Ranking ranking = two ? Ranking.exact() : Ranking.rounded(STEPS);
            for (int row = 0; row < labels.length; row++) {
                ranking.add(answers[row * width + of], labels[row] == of);
            }
            rankings.put(classes.get(of), ranking);
        }
    }

    /** {@code rocAuc} and {@code prAuc} of two classes, {@code rocAuc.C} and {@code prAuc.C} of each class C of more. */
    Map<String, Double> areas() {
        Map<String, Double> areas = new LinkedHashMap<>();
        rankings.forEach((name, ranking) -> {
            String suffix = two ? "" : "." + name;
            areas.put("rocAuc" + suffix, ranking.rocAuc());
            areas.put("prAuc" + suffix, ranking.prAuc());
        });
        return areas;
    }

    List<ClassCurve> curves() {
        return rankings.entrySet().stream()
                .map(of -> new ClassCurve(
                        of.getKey(),
                        of.getValue().curve(MOST_POINTS).stream()
                                .map(ClassRankings::point)
                                .toList()))
                .filter(curve -> !curve.getPoints().isEmpty())
                .toList();
    }

    private static CurvePoint point(Ranking.Point point) {
        return new CurvePoint(point.threshold(), point.recall(), point.falsePositiveRate(), point.precision());
    }
}
