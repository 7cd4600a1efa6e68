package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user can get wrong, and what a machine can do to them: one clear line, a non-zero exit, nothing lost. */
class FaultsIT {
    private static final int MINUTE = 60_000;
    private static final String DEFINITION = """
            name: colors
            task: binary-classification
            label: {column: answer, classes: ['no', 'yes']}
            columns:
              - {name: x, type: numeric}
            """;

    @TempDir
    private Path directory;

    @Test
    void shouldSayInOneLineWhatIsWrongWithAddressesPortsDirectoriesAndFiles() throws Exception {
        Files.writeString(directory.resolve("p.yaml"), DEFINITION);
        Files.writeString(directory.resolve("data.csv"), "z,answer\n1,yes\n");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(failure("up", "-p", "p.yaml", "--kafka-port", port)).contains(port, "--kafka-port");
        }
        assertThat(failure("ingest", "-p", "p.yaml", "data.csv")).contains("data.csv", "'x'");
        assertThat(failure("ingest", "-p", "p.yaml", "nowhere.csv")).contains("nowhere.csv", "no such file");
        try (MillraceProcess up = start("up", "up", "-p", "p.yaml")) {
            assertThat(up.saysWithin(3 * MINUTE, "Ready.")).as(up.said()).isTrue();
            assertThat(failure("up", "-p", "p.yaml")).contains(".millrace", "in use");
            Matcher broker = Pattern.compile("Kafka +(\\S+)").matcher(up.said());
            assertThat(broker.find()).isTrue();
            assertThat(failure(
                            "tail",
                            "alerts",
                            "-p",
                            "p.yaml",
                            "--bootstrap-servers",
                            broker.group(1),
                            "--schema-registry",
                            "http://localhost:1"))
                    .contains("no schema registry answers at http://localhost:1");
        }
    }

    @Test
    void shouldEndWithOneLineWhenTheDiskIsFullAndGoOnOnceThereIsRoom() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeThat(mounted(disk))
                .as("a small disk needs root and mount: skipped")
                .isTrue();
        try {
            try (MillraceProcess demo = demo(disk, "first")) {
                assertThat(demo.saysWithin(2 * MINUTE, Pattern.compile(", [1-9]\\S* predictions")))
                        .as(demo.said())
                        .isTrue();
                fill(disk);
                assertThat(demo.endsWithin(MINUTE)).as(demo.said()).isTrue();
                assertThat(demo.exitCode()).as(demo.said()).isEqualTo(1);
                List<String> said = demo.said().lines().toList();
                assertThat(said.get(said.size() - 1)).startsWith("millrace: ").contains("disk");
            }
            Files.delete(disk.resolve("filler"));
            try (MillraceProcess demo = demo(disk, "second")) {
                assertThat(demo.endsWithin(2 * MINUTE)).as(demo.said()).isTrue();
                assertThat(demo.exitCode()).as(demo.said()).isZero();
            }
            JsonNode report =
                    new ObjectMapper().readTree(directory.resolve("out.json").toFile());
            assertThat(report.get("recordsIn").asInt()).isEqualTo(9_000);
            assertThat(report.get("failures")).isEmpty();
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    private MillraceProcess demo(Path disk, String name) throws IOException {
        return start(
                name,
                "demo",
                "--plain",
                "--records=9000",
                "--rate=500",
                "--json=out.json",
                "--data-dir=" + disk.resolve("data"));
    }

    private static void fill(Path disk) throws IOException {
        try (RandomAccessFile filler =
                new RandomAccessFile(disk.resolve("filler").toFile(), "rw")) {
            byte[] block = new byte[1 << 20];
            while (true) {
                filler.write(block);
            }
        } catch (IOException e) {
            assertThat(Files.getFileStore(disk).getUsableSpace()).isLessThan(2 << 20); // full, as intended
        }
    }

    private static boolean mounted(Path disk) throws IOException, InterruptedException {
        return run("mount", "-t", "tmpfs", "-o", "size=500m", "tmpfs", disk.toString()) == 0;
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            return -1; // no such command here
        }
    }

    /** Runs a command that must fail; gives its only line. */
    private String failure(String... arguments) throws IOException, InterruptedException {
        Files.deleteIfExists(directory.resolve("failure.log"));
        try (MillraceProcess command = start("failure", arguments)) {
            assertThat(command.endsWithin(MINUTE)).as(command.said()).isTrue();
            assertThat(command.exitCode()).as(command.said()).isEqualTo(1);
            assertThat(command.said().strip().lines()).as(command.said()).hasSize(1);
            return command.said();
        }
    }

    private MillraceProcess start(String name, String... arguments) throws IOException {
        return MillraceProcess.start(directory.resolve(name + ".log"), directory, arguments);
    }
}
