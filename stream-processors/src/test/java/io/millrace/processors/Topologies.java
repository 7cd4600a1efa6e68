package io.millrace.processors;

import io.millrace.schemas.pipeline.PipelineDefinition;
import io.millrace.schemas.pipeline.PipelineReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What every topology test needs. */
final class Topologies {
    private Topologies() {}

    static PipelineDefinition pipeline(String source, String label) {
        return PipelineReader.parse("""
                name: loans
                task: multiclass-classification
                source: %s
                label: %s
                columns:
                  - {name: salary, type: numeric, min: 0, max: 1000000}
                  - {name: car, type: categorical, values: [vw, bmw], unseen: reject}
                  - {name: zip, type: categorical, missing: reject, buckets: 8}
                """.formatted(source, label), "loans.yaml");
    }

    static Properties settings() {
        Properties settings = new Properties();
        settings.put("application.id", "test");
        settings.put("bootstrap.servers", "nowhere:9092");
        settings.put("rocksdb.config.setter", RocksMemory.class.getName());
        settings.put("ensure.explicit.internal.resource.naming", true);
        settings.put("state.dir", stateDirectory().toString());
        return settings;
    }

    private static Path stateDirectory() {
        try {
            return Files.createTempDirectory(Path.of("target"), "streams");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
