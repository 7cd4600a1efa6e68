package io.millrace.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The tokens that let a client in. Only their SHA-256 is kept, and comparing takes as long whatever is presented. */
public final class BearerTokens {
    public static final BearerTokens NONE = new BearerTokens(List.of());

    private static final String SCHEME = "bearer ";
    private static final int SHOWN_BYTES = 4;

    private final List<byte[]> digests;

    private BearerTokens(List<byte[]> digests) {
        this.digests = digests;
    }

    /**
     * @param lines one token a line; blank lines do not count
     * @param where what to call their place in messages
     * @throws ServiceFailure where there is none, or one that no header can carry
     */
    static BearerTokens of(String lines, String where) {
        List<String> tokens =
                lines.lines().map(String::trim).filter(line -> !line.isEmpty()).toList();
        if (tokens.isEmpty()) {
            throw new ServiceFailure(
                    where + " holds no token: write one a line, for instance from: openssl rand -hex 32");
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (!tokens.get(i).chars().allMatch(c -> c > ' ' && c < 127)) {
                throw new ServiceFailure(where + ": token " + (i + 1) + " must be printable ASCII without spaces");
            }
        }
        return new BearerTokens(tokens.stream().map(BearerTokens::digest).toList());
    }

    static BearerTokens read(Path file) {
        try {
            return of(Files.readString(file), "--http-token-file " + file);
        } catch (IOException e) {
            throw new ServiceFailure("cannot read --http-token-file " + file + ": " + e, e);
        }
    }

    boolean isEmpty() {
        return digests.isEmpty();
    }

    /**
     * Who presents this header, as a name that does not tell the token.
     *
     * @param authorization value of the Authorization header, or null
     */
    Optional<String> bearer(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        byte[] presented = digest(authorization.substring(SCHEME.length()).trim());
        boolean known = false;
        for (byte[] digest : digests) {
            known |= MessageDigest.isEqual(digest, presented);
        }
        return known ? Optional.of("token-" + HexFormat.of().formatHex(presented, 0, SHOWN_BYTES)) : Optional.empty();
    }

    /** Tells how many there are, and nothing of them. */
    @Override
    public String toString() {
        return digests.size() + " tokens";
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
