package io.millrace.processors;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One memory budget for all state stores of the process: 96 MiB of blocks, of which 64 MiB may be unwritten records. By
 * default every store of every partition takes some 100 MiB of its own. No timers, which outlive the stores. Kafka Streams makes
 * it by its class name.
 */
public final class RocksMemory implements RocksDBConfigSetter {
    private static final long BLOCK_CACHE_BYTES = 96L << 20;
    private static final long WRITE_BUFFER_BYTES = 64L << 20;
    private static final long MEMTABLE_BYTES = 16L << 20;

    static {
        RocksDB.loadLibrary();
    }

    private static final Cache CACHE = new LRUCache(BLOCK_CACHE_BYTES);
    private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setWriteBufferSize(MEMTABLE_BYTES);
        options.setMaxWriteBufferNumber(2);
        // a process that exits with open stores, as on a full disk, crashes where RocksDB's timer writes its figures
        // meanwhile
        options.setStatsDumpPeriodSec(0);
        options.setStatsPersistPeriodSec(0);
    }

    /** Cache and buffers belong to the process, not to the store. */
    @Override
    public void close(String storeName, Options options) {
        // see above
    }
}
