package io.millrace.ingest.sources;

import io.millrace.runtime.ServiceFailure;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** A UTF-8 text file, plain or gzipped (told by its first bytes), with or without a byte order mark. */
public final class TextFile {
    private static final int HEAD_BYTES = 64 * 1024;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path path;

    /** @throws ServiceFailure where there is no such file */
    public TextFile(Path path) {
        if (!Files.exists(path)) {
            throw new ServiceFailure(path + ": no such file: check the path");
        }
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new ServiceFailure(path + ": is not a readable file: give one CSV or JSON-lines file");
        }
        this.path = path;
    }

    /** File name, digest of the first 64 KiB and size: the same content under the same name is the same source. */
    String sourceName() {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String head = HexFormat.of().formatHex(digest.digest(in.readNBytes(HEAD_BYTES)), 0, 6);
            return fileName().replaceAll("[^A-Za-z0-9._-]", "_") + "-" + head + "-" + Files.size(path);
        } catch (IOException e) {
            throw new ServiceFailure(path + ": cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What names a row that no column names; rows that are not blank count from 1. */
    String idOf(long row) {
        return fileName() + "-" + row;
    }

    private String fileName() {
        return path.getFileName().toString();
    }

    /** A failure at a line of this file, from 1. */
    ServiceFailure broken(long line, String message, Throwable cause) {
        return new ServiceFailure(path + ":" + line + ": " + message, cause);
    }

    /** A failure to read on at a line, said for a person. */
    ServiceFailure unreadable(long line, IOException e) {
        String what = e instanceof CharacterCodingException
                ? "is not UTF-8 text: convert it, for instance with iconv -t UTF-8"
                : "cannot be read on: " + e.getMessage();
        return broken(line, what, e);
    }

    public Opened open() {
        try {
            long size = Files.size(path);
            Counted counted = new Counted(Files.newInputStream(path));
            try {
                return new Opened(text(counted), counted, size);
            } catch (IOException e) {
                counted.close();
                throw e;
            }
        } catch (IOException e) {
            throw unreadable(1, e);
        }
    }

    private static BufferedReader text(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, BUFFER_BYTES);
        in.mark(2);
        boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        BufferedReader reader = new BufferedReader(new InputStreamReader(
                zipped ? new GZIPInputStream(in, BUFFER_BYTES) : in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    /** The file while it is read. */
    public record Opened(BufferedReader reader, Counted counted, long size) {
        double share() {
            return size == 0 ? 1 : Math.min(1, (double) counted.bytes / size);
        }

        void close() {
            try {
                reader.close();
            } catch (IOException e) {
                throw new ServiceFailure("closing a file failed: " + e.getMessage(), e);
            }
        }
    }

    /** Counts the bytes that went through. */
    public static final class Counted extends FilterInputStream {
        private long bytes;

        private Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            bytes += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            bytes += Math.max(0, read);
            return read;
        }
    }
}
