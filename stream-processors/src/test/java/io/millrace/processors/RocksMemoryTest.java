package io.millrace.processors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

class RocksMemoryTest {
    @TempDir
    private Path directory;

    @Test
    void shouldLeaveRocksWithoutTimersThatRunWhenTheProcessExits() throws Exception {
        try (Options options =
                new Options().setCreateIfMissing(true).setTableFormatConfig(new BlockBasedTableConfig())) {
            new RocksMemory().setConfig("ids", options, Map.of());

            try (RocksDB store = RocksDB.open(options, directory.toString())) {
                assertThat(store.getDBOptions().statsDumpPeriodSec()).isZero();
                assertThat(store.getDBOptions().statsPersistPeriodSec()).isZero();
            }
        }
    }
}
