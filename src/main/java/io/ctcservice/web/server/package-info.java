/** The embedded server: its settings, the management port, the last responses at shutdown. */
@NullMarked
package io.ctcservice.web.server;

import org.jspecify.annotations.NullMarked;
