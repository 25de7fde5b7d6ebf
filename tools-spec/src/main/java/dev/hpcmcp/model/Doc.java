package dev.hpcmcp.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The words and bounds an agent reads for one field; the published schema is made from it. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Doc {
    /** What the field means, in a few words: each one costs tokens in every conversation. */
    String value();

    /** Smallest number, or fewest items of a list. */
    long min() default Long.MIN_VALUE;

    /** Largest number, most items of a list, or longest text. */
    long max() default Long.MAX_VALUE;

    /** Regular expression a text must match; of a list, its items. */
    String pattern() default "";

    /** The value used when the field is left out. */
    String initial() default "";
}
