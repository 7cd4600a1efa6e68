package io.millrace.cli.embedded.registry;

import java.util.List;

/**
 * A version as a request names it.
 *
 * @param number from 1 up, or {@link #LATEST}
 */
record VersionNumber(int number) {
    private static final int LATEST = -1;

    /** @throws RegistryError where the text is neither a number from 1 up nor {@code latest} */
    static VersionNumber parse(String text) {
        if (text.equals("latest") || text.equals("-1")) {
            return new VersionNumber(LATEST);
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1) {
                return new VersionNumber(number);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw RegistryError.invalidVersion(text);
    }

    boolean isLatest() {
        return number == LATEST;
    }

    /** @param versions of one subject, oldest first, not empty */
    SchemaVersion in(List<SchemaVersion> versions) {
        if (isLatest()) {
            return versions.get(versions.size() - 1);
        }
        return versions.stream()
                .filter(version -> version.version() == number)
                .findFirst()
                .orElseThrow(() -> RegistryError.versionNotFound(number));
    }
}
