package io.millrace.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.schemas.pipeline.PipelineReader;
import io.millrace.schemas.topics.Access;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the rights that a pipeline's services and users need in Kafka. */
@Command(
        name = "acls",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Print the Kafka ACLs that each service and user of a pipeline needs, as kafka-acls commands.",
        description =
                "%nOne principal per role, with the least that lets it work. Reaches no cluster: pipe the output to a shell"
                        + " where KAFKA_ACLS names the command and its connection, or read it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "1:failed; the last line says why", "2:wrong command line"})
final class AclsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-p", "--pipeline"},
            required = true,
            paramLabel = "FILE",
            description = "Pipeline definition (YAML).")
    private Path pipeline;

    @Option(
            names = "--principals",
            paramLabel = "TEMPLATE",
            defaultValue = "User:{pipeline}-{role}",
            description = "Principal of a role; {pipeline} and {role} are filled in. Default: ${DEFAULT-VALUE}")
    private String principals;

    @Option(names = "--json", description = "Print a JSON array instead of commands.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        if (!principals.matches("[A-Za-z]+:[^'\\s]+")) {
            throw new ParameterException(
                    spec.commandLine(), "--principals must be TYPE:NAME without spaces or quotes, such as User:{role}");
        }
        var definition = PipelineReader.read(pipeline);
        Access access = Access.of(definition);
        if (json) {
            System.out.println(new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(access.roles().stream()
                            .flatMap(role -> role.grants().stream()
                                    .map(grant -> entry(principal(definition.name(), role), grant)))
                            .toList()));
        } else {
            print(System.out, definition.name(), access.roles());
        }
        return 0;
    }

    private void print(PrintStream out, String name, List<Access.Role> roles) {
        out.println("KAFKA_ACLS=\"${KAFKA_ACLS:-kafka-acls --bootstrap-server localhost:9092}\"");
        for (Access.Role role : roles) {
            out.println("\n# " + role.name() + ": " + role.doc());
            role.grants().forEach(grant -> out.println(command(principal(name, role), grant)));
        }
    }

    private static String command(String principal, Access.Grant grant) {
        return "$KAFKA_ACLS --add --allow-principal '" + principal + "' "
                + grant.operations().stream()
                        .map(operation -> "--operation " + spelled(operation))
                        .collect(Collectors.joining(" "))
                + " --" + grant.type().name().toLowerCase(Locale.ROOT).replace('_', '-') + " '" + grant.name() + "'"
                + (grant.pattern() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "");
    }

    private static Map<String, Object> entry(String principal, Access.Grant grant) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("principal", principal);
        entry.put("resourceType", grant.type());
        entry.put("name", grant.name());
        entry.put("patternType", grant.pattern());
        entry.put("operations", grant.operations());
        return entry;
    }

    private String principal(String name, Access.Role role) {
        return principals.replace("{pipeline}", name).replace("{role}", role.name());
    }

    /** As {@code kafka-acls} spells it: DescribeConfigs. */
    private static String spelled(AclOperation operation) {
        StringBuilder spelled = new StringBuilder();
        for (String word : operation.name().split("_")) {
            spelled.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return spelled.toString();
    }
}
