package io.millrace.cli.backtest;

import io.millrace.schemas.ModelVersion;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A version serves, until the next one does.
 *
 * @param row rows predicted when it began
 * @param revisions it has learnt on so often since
 */
record Reign(long version, String family, long row, int revisions) {
    static Reign begun(ModelVersion champion, long row) {
        return new Reign(champion.getVersion(), champion.getFamily(), row, 0);
    }

    Reign revised() {
        return new Reign(version, family, row, revisions + 1);
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("version", version);
        tree.put("family", family);
        tree.put("row", row);
        tree.put("revisions", revisions);
        return tree;
    }
}
