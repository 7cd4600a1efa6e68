package io.millrace.benchmarks.entities;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Two curves over the number of entities, which is drawn on a scale of powers of ten; both begin at zero. */
final class EntityPlot {
    private static final int WIDTH = 640;
    private static final int PANEL = 180;
    private static final int LEFT = 80;
    private static final int TOP = 40;
    private static final int GAP = 60;

    private final List<EntityPoint> points;

    EntityPlot(List<EntityPoint> points) {
        this.points = points;
    }

    String svg() {
        int height = TOP + 2 * PANEL + 2 * GAP;
        StringBuilder svg = new StringBuilder();
        line(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH,
                height);
        line(svg, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, height);
        panel(svg, TOP, "records/s", "#1f6feb", EntityPoint::recordsPerSecond);
        panel(
                svg,
                TOP + PANEL + GAP,
                "bytes of state for each record that is remembered",
                "#bf3989",
                EntityPoint::bytesPerRecord);
        line(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">entities</text>", WIDTH / 2, height - 12);
        line(svg, "</svg>");
        return svg.toString();
    }

    private void panel(StringBuilder svg, int top, String title, String colour, ToDoubleFunction<EntityPoint> figure) {
        double most = points.stream().mapToDouble(figure).max().orElse(1) * 1.1;
        int bottom = top + PANEL;
        line(svg, "<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>", LEFT, top - 8, title);
        line(svg, "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#57606a\"/>", LEFT, top, bottom, WIDTH - 20);
        StringBuilder curve = new StringBuilder();
        for (EntityPoint point : points) {
            double x = x(point.entities());
            double y = bottom - PANEL * figure.applyAsDouble(point) / most;
            curve.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
            line(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>", x, y, colour);
            line(
                    svg,
                    "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%,.0f</text>",
                    x,
                    y - 10,
                    figure.applyAsDouble(point));
            line(svg, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,d</text>", x, bottom + 18, point.entities());
        }
        line(
                svg,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\"/>",
                curve.toString().trim(),
                colour);
    }

    private double x(long entities) {
        double first = Math.log10(points.get(0).entities());
        double last = Math.log10(points.get(points.size() - 1).entities());
        double share = last == first ? 0.5 : (Math.log10(entities) - first) / (last - first);
        return LEFT + 50 + share * (WIDTH - 20 - LEFT - 100);
    }

    private static void line(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
