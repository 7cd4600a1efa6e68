package io.millrace.systemtests;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority of the test's own, and server certificates it signed, made by the JDK's keytool. */
final class Certificates {
    static final String PASSWORD = "store-password";
    private static final String NUMBER_ONLY = "SAN=ip:127.0.0.1";

    private final Path directory;
    private final Path stores;

    Certificates(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.stores = directory.resolve("authority.p12");
        keytool("-alias", "authority", "-dname", "CN=test authority", "-ext", "bc:c");
    }

    /** The authority's certificate as PEM: what clients trust. */
    Path authority() throws IOException, GeneralSecurityException {
        byte[] certificate = load(stores).getCertificate("authority").getEncoded();
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
        return Files.writeString(
                directory.resolve("authority.pem"),
                "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
    }

    /** Key store of a server at 127.0.0.1, and at no other name. */
    Path server() throws Exception {
        return server("server", "-validity", "30");
    }

    /** The same, but its certificate expired yesterday. */
    Path expiredServer() throws Exception {
        return server("expired", "-startdate", "-3d", "-validity", "2");
    }

    private Path server(String alias, String... validity) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("-alias", alias, "-dname", "CN=broker", "-ext", NUMBER_ONLY, "-signer", "authority"));
        arguments.addAll(List.of(validity));
        keytool(arguments.toArray(String[]::new));
        return alone(alias);
    }

    /** A store that holds this key only: a server with several may choose another. */
    private Path alone(String alias) throws IOException, GeneralSecurityException {
        KeyStore all = load(stores);
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        char[] password = PASSWORD.toCharArray();
        one.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
        Path file = directory.resolve(alias + ".p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            one.store(out, password);
        }
        return file;
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                stores.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + said);
        }
    }
}
