/** The page on which people give this server their credentials for clusters, past any model. */
@NullMarked
package dev.hpcmcp.app.http.connect;

import org.jspecify.annotations.NullMarked;
