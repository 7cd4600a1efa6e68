package io.millrace.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What an endpoint proves itself with, and whose clients it believes.
 *
 * @param identity the certificate's chain and its key, under {@link #PASSWORD}
 * @param clientAuthorities where present, a client certificate of one of them is demanded
 */
public record TlsFiles(KeyStore identity, Optional<KeyStore> clientAuthorities) {
    /** Guards nothing: the stores never leave memory. */
    static final String PASSWORD = "in-memory";

    /** @throws ServiceFailure where a file is missing, no PEM, expired, or the key is another certificate's */
    static TlsFiles read(Path certificate, Path key, Optional<Path> clientAuthorities) {
        PemFile certificateFile = new PemFile("--http-tls-certificate", certificate);
        PemFile keyFile = new PemFile("--http-tls-key", key);
        List<X509Certificate> chain = certificateFile.certificates();
        PrivateKey privateKey = keyFile.key();
        if (!belongTogether(chain.get(0), privateKey)) {
            throw keyFile.failure("is not the key of --http-tls-certificate " + certificate);
        }
        try {
            KeyStore identity = empty();
            identity.setKeyEntry("identity", privateKey, PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
            return new TlsFiles(identity, clientAuthorities.map(TlsFiles::authorities));
        } catch (GeneralSecurityException e) {
            throw certificateFile.failure("cannot be used (" + e.getMessage() + ")");
        }
    }

    private static KeyStore authorities(Path file) {
        PemFile pem = new PemFile("--http-client-ca", file);
        try {
            KeyStore store = empty();
            for (X509Certificate authority : pem.certificates()) {
                store.setCertificateEntry("authority-" + store.size(), authority);
            }
            return store;
        } catch (GeneralSecurityException e) {
            throw pem.failure("cannot be used (" + e.getMessage() + ")");
        }
    }

    private static KeyStore empty() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new IllegalStateException("nothing was to be read", e);
        }
        return store;
    }

    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            byte[] probe = {1, 2, 3};
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(probe);
            byte[] signed = signer.sign();
            signer.initVerify(certificate.getPublicKey());
            signer.update(probe);
            return signer.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
