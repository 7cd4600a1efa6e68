package io.millrace.cli.embedded.registry;

/** One change of the registry: what stands on the {@code _schemas} topic. Applying all of them in order gives the registry's state. */
sealed interface RegistryRecord {
    void applyTo(RegistryState state);

    /** A schema came under a subject, or was softly deleted there. */
    record VersionSaved(SchemaVersion version) implements RegistryRecord {
        @Override
        public void applyTo(RegistryState state) {
            state.save(version);
        }
    }

    /** A version is gone for good. */
    record VersionDropped(String subject, int version) implements RegistryRecord {
        @Override
        public void applyTo(RegistryState state) {
            state.drop(subject, version);
        }
    }

    /** All versions of a subject up to one were softly deleted; Confluent's registry writes this, ours only reads it. */
    record SubjectDeleted(String subject, int upToVersion) implements RegistryRecord {
        @Override
        public void applyTo(RegistryState state) {
            state.versions(subject).stream()
                    .filter(version -> version.version() <= upToVersion)
                    .forEach(version -> state.save(version.asDeleted()));
        }
    }

    /**
     * A subject, or all that say nothing of their own, got a compatibility level.
     *
     * @param subject {@link RegistryState#GLOBAL} for all
     */
    record LevelSet(String subject, CompatibilityLevel level) implements RegistryRecord {
        @Override
        public void applyTo(RegistryState state) {
            state.setLevel(subject, level);
        }
    }

    /** A subject, or all, went back to the default. */
    record LevelCleared(String subject) implements RegistryRecord {
        @Override
        public void applyTo(RegistryState state) {
            state.clearLevel(subject);
        }
    }

    /** Something on the topic that does not concern us. */
    record Ignored() implements RegistryRecord {
        @Override
        public void applyTo(RegistryState state) {
            // nothing changes
        }
    }
}
