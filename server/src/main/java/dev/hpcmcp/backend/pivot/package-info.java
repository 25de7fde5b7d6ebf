/** Training services such as PIVOT: as their guide has it, and as their code does. */
@NullMarked
package dev.hpcmcp.backend.pivot;

import org.jspecify.annotations.NullMarked;
