package io.millrace.runtime;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;

/** The {@code MILLRACE_SCHEMA_REGISTRY_*} environment variables: any setting of Confluent's registry client. */
final class RegistryVariables {
    private static final String PREFIX = "MILLRACE_SCHEMA_REGISTRY_";
    private static final String BASIC = "basic.auth.credentials.source";
    private static final String BEARER = "bearer.auth.credentials.source";

    private RegistryVariables() {}

    /** @throws ServiceFailure where a variable cannot be used, or two contradict each other */
    static Map<String, String> read(Map<String, String> environment) {
        Map<String, String> settings = new TreeMap<>();
        new PropertyVariables(PREFIX, "the registry client", known())
                .read(environment, Set.of())
                .forEach((name, value) -> settings.put(name.startsWith("ssl.") ? spaced(name) : name, value));
        if (settings.containsKey("basic.auth.user.info")) {
            settings.putIfAbsent(BASIC, "USER_INFO");
            if (!settings.get("basic.auth.user.info").contains(":")) {
                throw new ServiceFailure(PREFIX + "BASIC_AUTH_USER_INFO must be user:password: it has no colon");
            }
        }
        if (settings.containsKey("bearer.auth.token")) {
            settings.putIfAbsent(BEARER, "STATIC_TOKEN");
        }
        if (settings.containsKey(BASIC) && settings.containsKey(BEARER)) {
            throw new ServiceFailure("the schema registry is given a user and a bearer token: unset " + PREFIX
                    + "BASIC_AUTH_... or " + PREFIX + "BEARER_AUTH_...");
        }
        StoreTypes.complete(settings, SchemaRegistryClientConfig.CLIENT_NAMESPACE);
        return settings;
    }

    /** The client looks for TLS settings under its own name space, and passes others over without a word. */
    private static String spaced(String property) {
        return SchemaRegistryClientConfig.CLIENT_NAMESPACE + property;
    }

    private static Set<String> known() {
        ConfigDef tls = new ConfigDef();
        tls.withClientSslSupport();
        Set<String> known = new TreeSet<>(tls.names());
        for (Field constant : SchemaRegistryClientConfig.class.getFields()) {
            if (constant.getType() == String.class
                    && Modifier.isStatic(constant.getModifiers())
                    && !constant.getName().endsWith("_DEFAULT")) {
                known.add(value(constant));
            }
        }
        known.removeIf(name -> name.startsWith(SchemaRegistryClientConfig.CLIENT_NAMESPACE));
        return known;
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a public constant can be read", e);
        }
    }
}
