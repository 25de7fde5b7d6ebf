@NullMarked
package dev.hpcmcp.backend.slurm;

import org.jspecify.annotations.NullMarked;
