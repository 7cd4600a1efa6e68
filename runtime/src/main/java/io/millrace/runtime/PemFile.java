package io.millrace.runtime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PEM file that an option names.
 *
 * @param option the flag, for messages
 */
record PemFile(String option, Path path) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private record Block(String label, byte[] bytes) {}

    /**
     * The certificates, in the file's order.
     *
     * @throws ServiceFailure where there is none, or one that is not valid today
     */
    List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks()) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(certificate(block.bytes()));
            }
        }
        if (certificates.isEmpty()) {
            throw failure("holds no certificate (-----BEGIN CERTIFICATE-----)");
        }
        return certificates;
    }

    /** @throws ServiceFailure where there is no unencrypted PKCS#8 key */
    PrivateKey key() {
        for (Block block : blocks()) {
            if (block.label().equals("PRIVATE KEY")) {
                return key(block.bytes());
            } else if (block.label().endsWith("PRIVATE KEY")) {
                throw failure("holds a key in another form (" + block.label()
                        + "): convert it with: openssl pkcs8 -topk8 -nocrypt");
            }
        }
        throw failure("holds no private key (-----BEGIN PRIVATE KEY-----)");
    }

    ServiceFailure failure(String what) {
        return new ServiceFailure(option + " " + path + ": " + what);
    }

    private X509Certificate certificate(byte[] bytes) {
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
            certificate.checkValidity();
            return certificate;
        } catch (CertificateException e) {
            throw failure("a certificate cannot be used (" + e.getMessage() + "): renew it");
        }
    }

    private PrivateKey key(byte[] bytes) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            } catch (GeneralSecurityException e) {
                // of another algorithm
            }
        }
        throw failure("the key is of no known kind: RSA, EC and EdDSA are");
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text());
        while (block.find()) {
            try {
                blocks.add(new Block(block.group(1), Base64.getMimeDecoder().decode(block.group(2))));
            } catch (IllegalArgumentException e) {
                throw failure("is not PEM (" + e.getMessage() + ")");
            }
        }
        return blocks;
    }

    private String text() {
        try {
            return new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw failure("no such file");
        } catch (IOException e) {
            throw failure("cannot be read (" + e + ")");
        }
    }
}
