package io.millrace.schemas.pipeline;

import static io.millrace.schemas.pipeline.InvalidSetting.unless;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who is told of drift, beside whoever reads the drift-alerts topic. */
public record Alerts(
        @Setting(doc = "Where every drift alert is posted over HTTP, each at its own pace.", byDefault = "[]")
        List<Webhook> webhooks) {

    public Alerts {
        webhooks = List.copyOf(webhooks);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < webhooks.size(); i++) {
            String name = webhooks.get(i).name();
            unless(names.add(name), "webhooks[" + i + "].name", "'" + name + "' is named twice");
        }
    }
}
