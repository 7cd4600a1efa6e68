package io.millrace.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One kind of request that an endpoint answers.
 *
 * @param path segments are literal, or {@code {name}} for any one segment
 * @param access who may ask
 * @param maxBodyBytes larger bodies are refused with 413
 */
public record Route(String method, String path, Access access, int maxBodyBytes, Handler handler) {
    /** Who may ask. */
    public enum Access {
        /** Anybody who reaches the endpoint: it tells nothing worth a secret. */
        ANYBODY,
        /** Who has a token or certificate, where the endpoint has any. */
        TRUSTED
    }

    /** Answers a request; must not block. */
    public interface Handler {
        /**
         * @return the reply, or fails with a {@link Refusal}
         * @throws Refusal likewise
         */
        CompletionStage<Reply> answer(Call call);
    }

    public static Route get(String path, Access access, Handler handler) {
        return new Route("GET", path, access, 0, handler);
    }

    public static Route post(String path, int maxBodyBytes, Handler handler) {
        return new Route("POST", path, Access.TRUSTED, maxBodyBytes, handler);
    }

    /** What the placeholders stand for where the path fits. */
    Optional<Map<String, String>> match(String asked) {
        String[] wanted = path.split("/", -1);
        String[] given = asked.split("/", -1);
        if (wanted.length != given.length) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{")) {
                values.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
            } else if (!wanted[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    boolean answers(String askedMethod) {
        return method.equals(askedMethod) || (method.equals("GET") && askedMethod.equals("HEAD"));
    }
}
