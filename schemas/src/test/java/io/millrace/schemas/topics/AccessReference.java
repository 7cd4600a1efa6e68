package io.millrace.schemas.topics;

import io.millrace.schemas.pipeline.PipelineDefinition;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/** The page {@code docs/acls.md}: what each user of a pipeline's cluster may do. */
public final class AccessReference {
    private AccessReference() {}

    public static String page(PipelineDefinition pipeline) {
        StringBuilder page = new StringBuilder("""
                # Access

                The rights that each client of a pipeline needs in a Kafka that checks rights, and no more; generated from the value that
                `millrace acls` prints and that the system test grants. `<p>` stands for the name of the pipeline, `*` for any end of a
                name (a prefixed pattern). To READ or WRITE is to DESCRIBE as well. Nothing needs a right on the cluster itself.

                | who | topics | groups | transactional ids |
                |---|---|---|---|
                """);
        for (Access.Role role : Access.of(pipeline).roles()) {
            page.append("| `%s`: %s | %s | %s | %s |\n"
                    .formatted(
                            role.name(),
                            role.doc(),
                            cell(role, ResourceType.TOPIC),
                            cell(role, ResourceType.GROUP),
                            cell(role, ResourceType.TRANSACTIONAL_ID))
                    .replace(pipeline.name() + ".", "<p>."));
        }
        return page.append("""

                In the schema registry, everybody reads; `ingest` and the services also register the schemas of what they write, under
                `<p>.*-value`. A process that runs several services at once (`millrace up` against a cluster) needs the rights of all of them.
                """).toString();
    }

    private static String cell(Access.Role role, ResourceType type) {
        Map<String, Collection<AclOperation>> names = new LinkedHashMap<>();
        role.grants().stream()
                .filter(grant -> grant.type() == type)
                .forEach(grant -> names.computeIfAbsent(
                                grant.name() + (grant.pattern() == PatternType.PREFIXED ? "*" : ""),
                                name -> new TreeSet<>())
                        .addAll(grant.operations()));
        Map<String, List<String>> byOperations = new LinkedHashMap<>();
        names.forEach((name, operations) -> byOperations
                .computeIfAbsent(spelled(operations), key -> new java.util.ArrayList<>())
                .add("`" + name + "`"));
        return byOperations.entrySet().stream()
                .map(entry -> entry.getKey() + " " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String spelled(Collection<AclOperation> operations) {
        return operations.stream()
                .map(AclOperation::name)
                .collect(Collectors.joining("+"))
                .toUpperCase(Locale.ROOT);
    }
}
