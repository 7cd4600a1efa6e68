package io.millrace.drift.webhooks;

import io.millrace.runtime.ServiceFailure;
import io.millrace.runtime.VariableFile;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the definition leaves to environment variables of one webhook. {@code NAME_FILE} names a file that holds it instead. No message
 * repeats a value.
 */
record Secrets(String webhook, Map<String, String> environment) {

    /**
     * The value, checked and made what it stands for.
     *
     * @throws ServiceFailure where there is none, or the reader refuses it with an {@link IllegalArgumentException}
     */
    <T> T read(String variable, Function<String, T> reader) {
        String value = given(variable)
                .or(() -> given(variable + "_FILE").map(file -> VariableFile.content(variable + "_FILE", file)))
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new ServiceFailure("webhook " + webhook + ": the environment variable " + variable
                        + " is missing: set it, or " + variable + "_FILE to the file that holds it"));
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException e) {
            throw new ServiceFailure("webhook " + webhook + ": " + variable + " " + e.getMessage());
        }
    }

    private Optional<String> given(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }
}
