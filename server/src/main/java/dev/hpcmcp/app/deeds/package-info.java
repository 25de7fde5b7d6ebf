/** What people and operators change outside calls, past the doors that have it recorded. */
@NullMarked
package dev.hpcmcp.app.deeds;

import org.jspecify.annotations.NullMarked;
