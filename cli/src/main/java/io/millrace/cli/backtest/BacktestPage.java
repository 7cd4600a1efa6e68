package io.millrace.cli.backtest;

import io.millrace.cli.report.PageFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A backtest as one HTML file: how right each was over each thousand labels as curves, then the figures. */
record BacktestPage(BacktestResult result) {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 260;
    private static final int LEFT = 40;
    private static final Map<String, String> COLOURS = Map.of(
            Contest.OURS,
            "#2563eb",
            Backtest.CHAMPION,
            "#15803d",
            Contest.NO_CHANGE,
            "#b45309",
            Contest.MAJORITY,
            "#9aa5b1");

    String text() {
        StringBuilder page = new StringBuilder(
                "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Backtest</title><style>"
                        + "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
                        + "svg text{font-size:11px;fill:#6b7280}</style><h1>Backtest</h1>"
                        + "<p>" + (share() ? "Accuracy" : "Mean absolute error")
                        + " over each thousand labels, each row predicted before it was learned.</p>");
        page.append(String.format(Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" role=\"img\">", LEFT + WIDTH, HEIGHT + 24));
        for (int quarter = 0; quarter <= 4; quarter++) {
            double at = quarter * most() / 4;
            double y = y(at);
            page.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#e5e7eb\"/><text x=\"0\" y=\"%.1f\">%s</text>",
                    LEFT,
                    y,
                    LEFT + WIDTH,
                    y,
                    y + 4,
                    share() ? Math.round(100 * at) + " %" : String.format(Locale.ROOT, "%.3g", at)));
        }
        result.contenders().forEach((name, contender) -> page.append(curve(name, contender.curve())));
        int x = LEFT;
        for (String name : result.contenders().keySet()) {
            page.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" style=\"fill:%s\">%s</text>",
                    x,
                    HEIGHT + 20,
                    COLOURS.get(name),
                    name));
            x += 90;
        }
        return page.append("</svg><pre>")
                .append(PageFile.escaped(result.shown()))
                .append("</pre></html>\n")
                .toString();
    }

    private String curve(String name, List<Double> values) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            double x = LEFT + (values.size() < 2 ? 0.5 : (double) i / (values.size() - 1)) * WIDTH;
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y(values.get(i))));
        }
        return "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"" + COLOURS.get(name) + "\" points=\"" + points
                + "\"/>";
    }

    private boolean share() {
        return result.contest().isShare();
    }

    /** What stands at the top. */
    private double most() {
        double most = result.contenders().values().stream()
                .flatMap(contender -> contender.curve().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        return share() || most == 0 ? 1 : most;
    }

    private double y(double value) {
        return 4 + (1 - value / most()) * (HEIGHT - 4);
    }
}
