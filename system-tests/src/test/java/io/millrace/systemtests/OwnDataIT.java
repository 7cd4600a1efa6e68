package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CSV file of one's own, from its first look to its predictions. */
class OwnDataIT {
    private static final int MINUTE = 60_000;
    private static final int ROWS = 3_000;

    @TempDir
    private Path directory;

    @Test
    void shouldPredictEveryRowOfAFileNobodyPrepared() throws Exception {
        write("data.csv", 7);

        assertThat(predicted("data.csv", "answer")).isEqualTo(ROWS);
    }

    @Test
    void shouldTrainAModelForAChangedDefinitionWhileRecordsAreAnswered() throws Exception {
        write("before.csv", 7);
        write("after.csv", 8);
        run("init", "pipelines", "init", "before.csv", "--label", "answer", "-o", "pipeline.yaml");
        sendUntilChampion("before.csv", 1);

        Path definition = directory.resolve("pipeline.yaml");
        String changed = Files.readString(definition).replaceFirst("type: numeric", "type: numeric\n    max: 1000");
        Files.writeString(definition, changed);
        assertThat(sendUntilChampion("after.csv", 2)).isEqualTo(2L * ROWS);
    }

    /** What is sent in the end moved, and then broke. */
    @Test
    void shouldTellWhichColumnMovedAndWhichIsMissing() throws Exception {
        write("before.csv", 7);
        write("moved.csv", 8, 1.5);
        write("broken.csv", 9);
        Path broken = directory.resolve("broken.csv");
        Files.writeString(broken, Files.readString(broken).replaceAll(",\\d+,(yes|no)", ",,$1"));
        run("init", "pipelines", "init", "before.csv", "--label", "answer", "-o", "pipeline.yaml");
        Path definition = directory.resolve("pipeline.yaml");
        String small = Files.readString(definition)
                .replaceFirst("minExamples: \\d+", "minExamples: 1000")
                .replaceFirst("window: \\d+", "window: 1000"); // the first model is the only one, whatever comes
        Files.writeString(definition, small + "\ndrift:\n  window: 500\n");
        try (MillraceProcess up = start("up", "up", "-p", "pipeline.yaml")) {
            assertThat(up.saysWithin(3 * MINUTE, "Ready.")).as(up.said()).isTrue();
            run("ingest", "ingest", "-p", "pipeline.yaml", "before.csv");
            await("models", "\"status\":\"CHAMPION\"");
            assertThat(ask(up)).contains("\"cold_start\":false", "\"data\":[\"yes\",\"no\"]");
            run("ingest-moved", "ingest", "-p", "pipeline.yaml", "moved.csv");
            assertThat(await("alerts", "\"cause\":\"DATA\"")).contains("\"column\":\"x\"");
            run("ingest-broken", "ingest", "-p", "pipeline.yaml", "broken.csv");
            assertThat(await("alerts", "\"cause\":\"UPSTREAM\"")).contains("age is missing in ");
            run("audit", "audit", "-p", "pipeline.yaml", "--wait", "30s");
            up.askToStop();
            assertThat(up.endsWithin(MINUTE)).as(up.said()).isTrue();
        }
    }

    /** A number that depends on the columns, and from some time on lies higher. */
    @Test
    void shouldPredictANumberAndLearnItAnewWhenItJumps() throws Exception {
        writePrices("prices.csv", 7, 0);
        writePrices("jumped.csv", 8, 60);
        run("init", "pipelines", "init", "prices.csv", "--label", "price", "-o", "pipeline.yaml");
        assertThat(Files.readString(directory.resolve("pipeline.yaml"))).contains("task: regression");
        try (MillraceProcess up = start("up", "up", "-p", "pipeline.yaml")) {
            assertThat(up.saysWithin(3 * MINUTE, "Ready.")).as(up.said()).isTrue();
            run("ingest", "ingest", "-p", "pipeline.yaml", "prices.csv");
            await("models", "\"status\":\"CHAMPION\"");
            writePrices("later.csv", 9, 0);
            run("ingest-later", "ingest", "-p", "pipeline.yaml", "later.csv");
            run("audit", "audit", "-p", "pipeline.yaml", "--wait", "30s");
            assertThat(meanAbsoluteErrorOfModels()).isLessThan(8);
            run("ingest-jumped", "ingest", "-p", "pipeline.yaml", "jumped.csv");
            await("alerts", "\"kind\":\"PERFORMANCE\"");
            await("models", "\"cause\":\"DRIFT\"");
            run("audit-again", "audit", "-p", "pipeline.yaml", "--wait", "30s");
            assertThat(tail("quarantine")).isZero();
            up.askToStop();
            assertThat(up.endsWithin(MINUTE)).as(up.said()).isTrue();
        }
    }

    /** Prices spread by some 25 around their mean, of which the columns tell all but 5. */
    private void writePrices(String file, long seed, double jump) throws IOException {
        Random random = new Random(seed);
        String rows = IntStream.range(0, ROWS)
                .mapToObj(i -> {
                    double x = random.nextGaussian();
                    String color = List.of("red", "green", "blue").get(random.nextInt(3));
                    double price = 100 + 20 * x + (color.equals("red") ? 30 : 0) + 5 * random.nextGaussian() + jump;
                    return x + "," + color + "," + random.nextInt(90) + "," + price;
                })
                .collect(Collectors.joining("\n", "x,color,age,price\n", "\n"));
        Files.writeString(directory.resolve(file), rows);
    }

    private double meanAbsoluteErrorOfModels() throws IOException, InterruptedException {
        tail("outcomes");
        try (var lines = Files.lines(directory.resolve("outcomes.log"))) {
            return lines.filter(line -> line.startsWith("{") && line.contains("\"coldStart\":false"))
                    .mapToDouble(line -> Math.abs(number(line, "predicted") - number(line, "actual")))
                    .average()
                    .orElseThrow();
        }
    }

    private static double number(String line, String field) {
        Matcher value = Pattern.compile("\"" + field + "\":\"([^\"]+)\"").matcher(line);
        assertThat(value.find()).as(line).isTrue();
        return Double.parseDouble(value.group(1));
    }

    /** What the champion answers over HTTP to a row that is far on one side and one that is far on the other, once it is there too. */
    private static String ask(MillraceProcess up) throws Exception {
        Matcher address = Pattern.compile("HTTP +(http://127\\.0\\.0\\.1:\\d+)").matcher(up.said());
        assertThat(address.find()).as(up.said()).isTrue();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address.group(1) + "/v2/models/before/infer"))
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"inputs": [
                          {"name": "x", "datatype": "FP64", "shape": [2], "data": [3, -3]},
                          {"name": "color", "datatype": "BYTES", "shape": [2], "data": ["red", "blue"]}]}"""))
                .build();
        String answer = "";
        for (int i = 0; i < 60 && !answer.contains("\"cold_start\":false"); i++) {
            answer = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            Thread.sleep(500);
        }
        return answer;
    }

    /** The first line that says so. */
    private String await(String stream, String wanted) throws IOException, InterruptedException {
        for (int i = 0; i < 60; i++) {
            tail(stream);
            try (var lines = Files.lines(directory.resolve(stream + ".log"))) {
                var found = lines.filter(line -> line.contains(wanted)).findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            }
            Thread.sleep(1_000);
        }
        throw new AssertionError("nothing on " + stream + " says " + wanted);
    }

    private void write(String file, long seed) throws IOException {
        write(file, seed, 0);
    }

    private void write(String file, long seed, double shift) throws IOException {
        Random random = new Random(seed);
        String rows = IntStream.range(0, ROWS)
                .mapToObj(i -> {
                    double x = random.nextGaussian() + shift;
                    String color = List.of("red", "green", "blue").get(random.nextInt(3));
                    String answer = x + (color.equals("red") ? 1 : 0) > 0.5 ? "yes" : "no";
                    return x + "," + color + "," + (random.nextInt(20) == 0 ? "" : "" + random.nextInt(90)) + ","
                            + answer;
                })
                .collect(Collectors.joining("\n", "x,color,age,answer\n", "\n"));
        Files.writeString(directory.resolve(file), rows);
    }

    /** Number of predictions in the end. */
    private long sendUntilChampion(String file, int version) throws IOException, InterruptedException {
        try (MillraceProcess up = start("up-" + version, "up", "-p", "pipeline.yaml")) {
            assertThat(up.saysWithin(3 * MINUTE, "Ready.")).as(up.said()).isTrue();
            run("ingest-" + version, "ingest", "-p", "pipeline.yaml", file);
            for (int i = 0; i < 30 && !champions().contains("\"version\":" + version + ","); i++) {
                Thread.sleep(2_000);
            }
            assertThat(champions()).contains("\"version\":" + version + ",");
            long predictions = tail("predictions");
            run("audit-" + version, "audit", "-p", "pipeline.yaml");
            up.askToStop();
            assertThat(up.endsWithin(MINUTE)).as(up.said()).isTrue();
            return predictions;
        }
    }

    private String champions() throws IOException, InterruptedException {
        tail("models");
        try (var lines = Files.lines(directory.resolve("models.log"))) {
            return lines.filter(line -> line.contains("\"status\":\"CHAMPION\""))
                    .collect(Collectors.joining("\n"));
        }
    }

    @Test
    void shouldPredictEveryHalfHourOfTheElectricityMarket() throws Exception {
        Path file =
                Path.of(System.getProperty("millrace.fixtures", "../../shared/data"), "streams", "electricity.csv.gz");
        assumeThat(file).as("the evaluation data is not there: skipped").exists();
        Files.copy(file, directory.resolve("electricity.csv.gz"));

        assertThat(predicted("electricity.csv.gz", "class")).isEqualTo(45_312);
    }

    private long predicted(String file, String label) throws IOException, InterruptedException {
        run("init", "pipelines", "init", file, "--label", label, "-o", "pipeline.yaml");
        try (MillraceProcess up = start("up", "up", "-p", "pipeline.yaml")) {
            assertThat(up.saysWithin(3 * MINUTE, "Ready.")).as(up.said()).isTrue();
            run("ingest", "ingest", "-p", "pipeline.yaml", file);
            run("again", "ingest", "-p", "pipeline.yaml", file); // sent already: sends nothing twice
            long rows = Files.readAllLines(directory.resolve("ingest.log")).size();
            assertThat(rows).isPositive();
            long seen = 0;
            for (long before = -1; seen > before || seen == 0; ) {
                before = seen;
                Thread.sleep(2_000);
                seen = tail("predictions");
            }
            assertThat(tail("quarantine")).isZero();
            run("audit", "audit", "-p", "pipeline.yaml", "--wait", "30s");
            up.askToStop();
            assertThat(up.endsWithin(MINUTE)).as(up.said()).isTrue();
            return seen;
        }
    }

    private long tail(String stream) throws IOException, InterruptedException {
        Path output = directory.resolve(stream + ".log");
        Files.deleteIfExists(output);
        run(stream, "tail", stream, "-p", "pipeline.yaml", "--from-beginning", "--until-end");
        try (var lines = Files.lines(output)) {
            return lines.filter(line -> line.startsWith("{")).count();
        }
    }

    private void run(String name, String... arguments) throws IOException, InterruptedException {
        try (MillraceProcess command =
                MillraceProcess.startBriefly(directory.resolve(name + ".log"), directory, arguments)) {
            assertThat(command.endsWithin(3 * MINUTE)).as(command.said()).isTrue();
            assertThat(command.exitCode()).as(command.said()).isZero();
        }
    }

    private MillraceProcess start(String name, String... arguments) throws IOException {
        return MillraceProcess.start(directory.resolve(name + ".log"), directory, arguments);
    }
}
