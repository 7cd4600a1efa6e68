package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Every library of every module, which all are on this module's class path, lets itself be used under a licence that binds nobody. */
class LicencesTest {
    private static final Pattern PERMISSIVE = Pattern.compile(
            "(?i).*(apache|\\bmit\\b|\\bbsd\\b|eclipse distribution license|\\bedl\\b|unicode|\\bcc0\\b|public domain|go license).*");
    /** Used by tests, never shipped: the Eclipse licence asks for nothing there. */
    private static final Pattern TESTS_ONLY = Pattern.compile("junit-.*|hamcrest-.*");

    @Test
    void shouldUseLibrariesUnderPermissiveLicencesOnly() throws Exception {
        Map<String, List<String>> others = new TreeMap<>();
        int seen = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            Optional<Path> pom = pom(jar);
            if (pom.isPresent()) {
                seen++;
                List<String> names = licences(pom.get());
                names.addAll(names.isEmpty() ? licenceInside(jar) : List.of());
                boolean permissive =
                        names.stream().anyMatch(name -> PERMISSIVE.matcher(name).matches());
                if (!permissive
                        && !TESTS_ONLY.matcher(jar.getFileName().toString()).matches()) {
                    others.put(jar.getFileName().toString(), names);
                }
            }
        }
        assertThat(seen).as("libraries of Maven's repository on the class path").isGreaterThan(50);
        assertThat(others).as("libraries whose licence is not on the list").isEmpty();
    }

    /** Maven keeps a library's pom beside its jar; our own modules have none there. */
    private static Optional<Path> pom(Path jar) {
        if (jar.getNameCount() < 4 || !jar.toString().endsWith(".jar")) {
            return Optional.empty();
        }
        Path version = jar.getParent();
        Path pom = version.resolve(version.getParent().getFileName() + "-" + version.getFileName() + ".pom");
        return Optional.of(pom).filter(Files::exists);
    }

    /** Its own, or those of the nearest parent that names any. */
    private static List<String> licences(Path pom) throws Exception {
        Element project = read(pom);
        List<String> names = new ArrayList<>();
        child(project, "licenses").ifPresent(licences -> {
            for (Element licence : children(licences, "license")) {
                child(licence, "name")
                        .ifPresent(name -> names.add(name.getTextContent().trim()));
            }
        });
        Optional<Element> parent = child(project, "parent");
        return !names.isEmpty() || parent.isEmpty() ? names : licences(parentPom(pom, project, parent.get()));
    }

    /** The name that the licence's own text begins with, for a library whose pom names none. */
    private static List<String> licenceInside(Path jar) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            Path text = files.getPath("META-INF", "LICENSE");
            return Files.exists(text)
                    ? Files.readAllLines(text).stream()
                            .map(String::trim)
                            .filter(line -> !line.isEmpty())
                            .limit(1)
                            .toList()
                    : List.of();
        }
    }

    private static Path parentPom(Path pom, Element project, Element parent) {
        String group = child(project, "groupId")
                .or(() -> child(parent, "groupId"))
                .orElseThrow()
                .getTextContent()
                .trim();
        Path repository = pom.getParent().getParent().getParent();
        for (int i = 0; i < group.split("\\.").length; i++) {
            repository = repository.getParent();
        }
        String artifact = text(parent, "artifactId");
        return repository
                .resolve(text(parent, "groupId").replace('.', '/'))
                .resolve(artifact)
                .resolve(text(parent, "version"))
                .resolve(artifact + "-" + text(parent, "version") + ".pom");
    }

    private static Element read(Path pom) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        return factory.newDocumentBuilder().parse(pom.toFile()).getDocumentElement();
    }

    private static String text(Element parent, String name) {
        return child(parent, name).orElseThrow().getTextContent().trim();
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent, name).stream().findFirst();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
