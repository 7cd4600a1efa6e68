package io.millrace.runtime;

import io.millrace.schemas.pipeline.Spelling;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Client properties in environment variables: {@code PREFIX_SECURITY_PROTOCOL} is {@code security.protocol}, and
 * {@code PREFIX_SSL_KEY_PASSWORD_FILE} names the file that holds {@code ssl.key.password}. A variable that is empty counts as
 * absent. No message repeats a value.
 */
final class PropertyVariables {
    private static final String FILE = "_FILE";

    private final String prefix;
    private final String client;
    private final Set<String> known;

    /**
     * @param prefix of the variables, its underscore included
     * @param client whose properties they are, for messages
     * @param known every property the client has
     */
    PropertyVariables(String prefix, String client, Set<String> known) {
        this.prefix = prefix;
        this.client = client;
        this.known = known;
    }

    /**
     * Property to value.
     *
     * @param reserved variables with this prefix that mean something else
     * @throws ServiceFailure where a property is unknown or given twice, or its file cannot be read
     */
    Map<String, String> read(Map<String, String> environment, Set<String> reserved) {
        Map<String, String> properties = new TreeMap<>();
        Map<String, String> variables = new TreeMap<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith(prefix) && !reserved.contains(variable) && !value.isBlank()) {
                String property = property(variable);
                String other = variables.putIfAbsent(property, variable);
                if (other != null) {
                    throw new ServiceFailure(
                            other + " and " + variable + " are both given: which one holds " + property + "?");
                }
                properties.put(property, isFile(variable) ? VariableFile.content(variable, value) : value);
            }
        });
        return properties;
    }

    /** The variable of a property. */
    String variable(String property) {
        return prefix + property.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private String property(String variable) {
        String name = isFile(variable) ? variable.substring(0, variable.length() - FILE.length()) : variable;
        String property = dotted(name);
        if (!known.contains(property)) {
            throw new ServiceFailure(variable + ": " + client + " has no property " + property
                    + Spelling.hint(property, known) + "; mend or unset it");
        }
        return property;
    }

    /** Some properties are themselves named so: {@code sasl.oauthbearer.assertion.file}. */
    private boolean isFile(String variable) {
        return variable.endsWith(FILE) && !known.contains(dotted(variable));
    }

    private String dotted(String variable) {
        return variable.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
