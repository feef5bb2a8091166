/** Who may come in: keys, hosts, origins. */
@NullMarked
package io.ctcservice.web.security;

import org.jspecify.annotations.NullMarked;
