package io.millrace.scorer;

import io.millrace.schemas.ModelVersion;

/** Which bytes a version means: one that learns on keeps its number. */
record Identity(long version, int revision, String sha256) {
    /** Of the label prior. */
    static final Identity PRIOR = new Identity(0, 0, "");

    static Identity of(ModelVersion version) {
        return new Identity(version.getVersion(), version.getRevision(), version.getSha256());
    }
}
