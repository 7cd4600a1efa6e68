package io.millrace.scorer;

import io.millrace.schemas.ModelVersion;

/** Which bytes a version means: one that learns on keeps its number. */
record Identity(long version, String sha256) {
    static Identity of(ModelVersion version) {
        return new Identity(version.getVersion(), version.getSha256());
    }
}
