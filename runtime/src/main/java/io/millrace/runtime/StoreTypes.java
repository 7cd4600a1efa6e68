package io.millrace.runtime;

import java.util.Map;

/** Key and trust stores as PEM where they are given as PEM: Kafka's clients take them for JKS unless told. */
final class StoreTypes {
    private static final String PEM = "PEM";

    private StoreTypes() {}

    /** @param prefix what comes before {@code ssl.} in the names of the properties */
    static void complete(Map<String, String> properties, String prefix) {
        if (properties.containsKey(prefix + "ssl.truststore.certificates")
                || isPem(properties.get(prefix + "ssl.truststore.location"))) {
            properties.putIfAbsent(prefix + "ssl.truststore.type", PEM);
        }
        if (properties.containsKey(prefix + "ssl.keystore.key")
                || isPem(properties.get(prefix + "ssl.keystore.location"))) {
            properties.putIfAbsent(prefix + "ssl.keystore.type", PEM);
        }
    }

    private static boolean isPem(String file) {
        return file != null && (file.endsWith(".pem") || file.endsWith(".crt"));
    }
}
