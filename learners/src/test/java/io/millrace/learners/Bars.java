package io.millrace.learners;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Accuracy that other people's learners reached on the public streams, by stream and learner. */
record Bars(Map<String, Map<String, Double>> accuracy) {
    static Bars read() throws IOException {
        Map<String, Map<String, Double>> accuracy = new TreeMap<>();
        List<String> lines = Files.readAllLines(PublicStream.fixture("baselines", "prequential.csv"));
        List<String> names = List.of(lines.get(0).split(","));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            accuracy.computeIfAbsent(cells[names.indexOf("stream")], unseen -> new TreeMap<>())
                    .put(cells[names.indexOf("learner")], Double.valueOf(cells[names.indexOf("accuracy")]));
        }
        return new Bars(accuracy);
    }

    /** The best of those with these names, of all where there are none. */
    double of(PublicStream stream, List<String> learners) {
        return accuracy.get(stream.stream()).entrySet().stream()
                .filter(entry -> learners.isEmpty() || learners.contains(entry.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .max()
                .orElseThrow();
    }
}
