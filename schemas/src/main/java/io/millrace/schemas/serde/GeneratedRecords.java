package io.millrace.schemas.serde;

import io.millrace.schemas.Label;
import org.apache.avro.specific.AvroGenerated;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * The classes generated from our schemas, as Avro must know them: since 1.12.2 it makes no object of a class it was not told to
 * trust. Everything else stays as forbidden as it was.
 */
final class GeneratedRecords {
    private static final String PACKAGE = Label.class.getPackageName();

    private GeneratedRecords() {}

    /** Adds our generated classes to those that this JVM's Avro trusts. */
    static void trust() {
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), GeneratedRecords::isOurs));
    }

    static boolean isOurs(Class<?> type) {
        return type.getPackageName().equals(PACKAGE) && type.isAnnotationPresent(AvroGenerated.class);
    }
}
