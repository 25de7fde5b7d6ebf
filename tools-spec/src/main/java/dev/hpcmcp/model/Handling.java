package dev.hpcmcp.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How the text in a field of an answer is treated on its way to an agent. Text in a field that says
 * nothing is taken for a cluster's: cleaned, redacted, cut to one short line, and named as
 * untrusted in the answer's {@code _meta}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Handling {
    Way value();

    /** What is done to it. */
    enum Way {
        /** Long text from outside: cleaned, redacted, and fenced. */
        FENCED,
        /** Text of several lines that is not fenced: cleaned, redacted, bounded. */
        WHOLE,
        /** To be given back or opened as it is, such as a cursor: never redacted. */
        EXACT,
        /** As EXACT, and opens something to whoever has it: named in the answer's {@code _meta}. */
        SECRET,
        /** The server's own words, or the caller's own. */
        OURS
    }
}
