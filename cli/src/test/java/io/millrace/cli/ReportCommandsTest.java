package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void shouldNameTheColumnsInWhichTwoFilesDiffer() throws IOException {
        Path before = sales("before.csv", 0, "north");
        Path now = sales("now.csv", 2, "<south>");
        Path html = directory.resolve("report.html");
        Path json = directory.resolve("report.json");

        assertThat(run(
                        "drift",
                        "report",
                        "--reference=" + before,
                        "--current=" + now,
                        "--html=" + html,
                        "--json=" + json))
                .as(err.toString())
                .isZero();

        assertThat(out.toString())
                .startsWith("2 of 3 columns differ")
                .containsPattern("amount +numeric .*differs")
                .containsPattern("region +categorical .*differs")
                .doesNotContainPattern("noise .*differs");
        JsonNode report = JSON.readTree(json.toFile());
        assertThat(report.at("/drifted")).extracting(JsonNode::asText).containsExactly("amount", "region");
        assertThat(report.at("/columns/amount/ks/statistic").asDouble()).isGreaterThan(0.5);
        assertThat(report.at("/columns/region/unseen_in_ref/0").asText()).isEqualTo("<south>");
        assertThat(report.at("/columns/amount/missing_cur").asInt()).isEqualTo(1);
        assertThat(Files.readString(html))
                .contains("<svg", "&lt;south&gt;", "2 of 3 columns differ")
                .doesNotContain("<south>", "http");
    }

    @Test
    void shouldSayWhichColumnsOnlyOneFileHas() throws IOException {
        Path before = Files.writeString(directory.resolve("a.csv"), "x,old\n1,2\n");
        Path now = Files.writeString(directory.resolve("b.csv"), "new,x\n1,\n");
        assertThat(run("drift", "report", "--reference=" + before, "--current=" + now, "--json=-"))
                .isZero();
        JsonNode report = JSON.readTree(out.toString());
        assertThat(report.at("/only_in_reference/0").asText()).isEqualTo("old");
        assertThat(report.at("/only_in_current/0").asText()).isEqualTo("new");
        assertThat(report.at("/columns/x/insufficient_data").asBoolean()).isTrue();
        assertThat(report.at("/columns/x/p_value").isNull()).isTrue();
    }

    @Test
    void shouldSayWhereAStreamOfErrorsChanged() throws IOException {
        List<String> errors = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 4_000; i++) {
            errors.add(random.nextDouble() < (i < 2_000 ? 0.1 : 0.5) ? "1" : "0");
        }
        Path file = Files.write(directory.resolve("errors.txt"), errors);
        assertThat(run("drift", "detect", "--detector=ddm", "--set=drift=3.5", "--input=" + file))
                .isZero();
        JsonNode report = JSON.readTree(out.toString());
        assertThat(report.at("/n").asInt()).isEqualTo(4_000);
        assertThat(report.at("/parameters/drift").asDouble()).isEqualTo(3.5);
        assertThat(report.at("/changes/0").asInt()).isBetween(2_000, 2_300);
    }

    @Test
    void shouldSayWhatIsWrongWithADetectorOrALine() throws IOException {
        Path file = Files.writeString(directory.resolve("errors.txt"), "0\nmuch\n");
        assertThat(run("drift", "detect", "--detector=adwine", "--input=" + file))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no detector adwine, but [adwin,");
        assertThat(run("drift", "detect", "--detector=adwin", "--input=" + file))
                .isEqualTo(1);
        assertThat(err.toString()).contains("errors.txt:2: 'much' is not a number");
    }

    @Test
    void shouldJudgePredictionsByWhatTheirColumnsAre() throws IOException {
        assertThat(metrics("y_true,y_score\n1,0.9\n0,0.2\n1,0.4\n0,0.6\n")
                        .at("/roc_auc")
                        .asDouble())
                .isEqualTo(0.75);
        assertThat(metrics("y_true,y_pred\na,a\nb,a\nb,b\n,b\n").at("/accuracy").asDouble())
                .isEqualTo(2 / 3.0);
        assertThat(metrics("y_true,y_pred\n1.5,1\n2,3\n").at("/mae").asDouble()).isEqualTo(0.75);
        assertThat(metrics("y_true,y_pred,group\n1,1,x\n1,0,y\n")
                        .at("/demographic_parity_difference")
                        .asDouble())
                .isEqualTo(1);
        assertThat(metrics("y_true,y_pred,y_prob_a,y_prob_b\na,a,0.5,0.5\n")
                        .at("/log_loss_true_class_clip1e-15_nats")
                        .asDouble())
                .isEqualTo(Math.log(2));
        assertThat(metrics("y_true,y_pred\na,a\nb,a\n", "--task=prequential", "--every=1")
                        .at("/checkpoints/1/cum_accuracy")
                        .asDouble())
                .isEqualTo(0.5);
    }

    @Test
    void shouldWriteNullForWhatIsNotDefined() throws IOException {
        assertThat(metrics("y_true,y_score\n1,0.9\n1,0.2\n").at("/roc_auc").isNull())
                .isTrue();
    }

    @Test
    void shouldSayWhichColumnOrTruthIsWrong() throws IOException {
        Path file = Files.writeString(directory.resolve("p.csv"), "truth,y_score\n1,0.9\n");
        assertThat(run("metrics", "--input=" + file)).isEqualTo(1);
        assertThat(err.toString()).contains("p.csv has no column 'y_true', but [truth, y_score]");
        Files.writeString(file, "y_true,y_score\nperhaps,0.9\n");
        assertThat(run("metrics", "--input=" + file)).isEqualTo(1);
        assertThat(err.toString()).contains("row 1: column 'y_true' holds 'perhaps', neither 1 nor 0");
        assertThat(run("metrics", "--input=" + file, "--every=0")).isEqualTo(2);
    }

    private JsonNode metrics(String csv, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("predictions.csv"), csv);
        List<String> arguments = new ArrayList<>(List.of("metrics", "--input=" + file));
        arguments.addAll(List.of(options));
        out.getBuffer().setLength(0);
        assertThat(run(arguments.toArray(String[]::new))).as(err.toString()).isZero();
        return JSON.readTree(out.toString());
    }

    private int run(String... arguments) {
        CommandLine command = Millrace.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private Path sales(String name, double shift, String newRegion) throws IOException {
        Random random = new Random(7);
        List<String> lines = new ArrayList<>(List.of("amount,noise,region", ",0,north"));
        for (int i = 0; i < 400; i++) {
            String region = i % 2 == 0 ? "north" : newRegion;
            lines.add(random.nextGaussian() + shift + "," + random.nextGaussian() + "," + region);
        }
        return Files.write(directory.resolve(name), lines);
    }
}
