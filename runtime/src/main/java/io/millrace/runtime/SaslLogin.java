package io.millrace.runtime;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/** Makes what Kafka wants for a SASL login ({@code sasl.jaas.config} and its kin) of a user name and a password. */
final class SaslLogin {
    private static final Set<String> WITH_PASSWORD = Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");
    /** Kafka asks for tokens at no address that this system property does not list, lest a setting be used to reach others. */
    static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    private SaslLogin() {}

    /** @throws ServiceFailure where user, password and mechanism do not go together */
    static void complete(Map<String, String> properties, Optional<String> user, Optional<String> password) {
        String mechanism = properties.getOrDefault(SaslConfigs.SASL_MECHANISM, "");
        if (user.isPresent() || password.isPresent()) {
            demandBoth(user, password);
            demandUse(properties, mechanism);
            Class<?> module = mechanism.equals("PLAIN") ? PlainLoginModule.class : ScramLoginModule.class;
            properties.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    module.getName() + " required username=" + quoted(user.get()) + " password="
                            + quoted(password.get()) + ";");
        } else if (mechanism.equals("OAUTHBEARER")) {
            tokens(properties);
        } else if (WITH_PASSWORD.contains(mechanism) && !properties.containsKey(SaslConfigs.SASL_JAAS_CONFIG)) {
            throw new ServiceFailure("a login by " + mechanism + " needs " + KafkaVariables.USERNAME + " and "
                    + KafkaVariables.PASSWORD + "_FILE");
        }
    }

    private static void demandBoth(Optional<String> user, Optional<String> password) {
        if (user.isEmpty() || password.isEmpty()) {
            throw new ServiceFailure(KafkaVariables.USERNAME + " and " + KafkaVariables.PASSWORD
                    + "[_FILE] go together: "
                    + (user.isEmpty() ? KafkaVariables.USERNAME : KafkaVariables.PASSWORD + "_FILE") + " is missing");
        }
    }

    private static void demandUse(Map<String, String> properties, String mechanism) {
        if (!WITH_PASSWORD.contains(mechanism)) {
            throw new ServiceFailure(KafkaVariables.USERNAME + " is given, but sasl.mechanism is "
                    + (mechanism.isEmpty()
                            ? "not"
                            : mechanism
                                    + (mechanism.equals("OAUTHBEARER")
                                            ? " (which takes MILLRACE_KAFKA_SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_ID and ..._CLIENT_SECRET_FILE)"
                                            : ""))
                    + ": set " + KafkaVariables.PREFIX + "SASL_MECHANISM to PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512");
        }
        if (properties.containsKey(SaslConfigs.SASL_JAAS_CONFIG)) {
            throw new ServiceFailure(KafkaVariables.USERNAME + " and " + KafkaVariables.PREFIX
                    + "SASL_JAAS_CONFIG are both given: which one is the login?");
        }
    }

    private static void tokens(Map<String, String> properties) {
        String endpoint = properties.get(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL);
        if (endpoint != null && System.getProperty(ALLOWED_URLS) == null) {
            // whoever sets the environment has named the address already: a second list would protect nobody
            System.setProperty(ALLOWED_URLS, endpoint);
        }
        properties.putIfAbsent(SaslConfigs.SASL_JAAS_CONFIG, OAuthBearerLoginModule.class.getName() + " required;");
        properties.putIfAbsent(
                SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, OAuthBearerLoginCallbackHandler.class.getName());
    }

    private static String quoted(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }
}
