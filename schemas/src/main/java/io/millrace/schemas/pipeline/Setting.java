package io.millrace.schemas.pipeline;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a user needs to know about one key of the pipeline definition. The reader, the JSON Schema and the documentation all
 * read it from here.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** One line. */
    String doc();

    /** Unit of a plain number, such as {@code records}; empty where the type says it. */
    String unit() default "";

    /** The default as it would be written in YAML; empty means the key is required, unless its type is optional. */
    String byDefault() default "";
}
