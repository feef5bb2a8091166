/** Access control: keys, hosts, origins. */
@NullMarked
package io.ctcservice.web.security;

import org.jspecify.annotations.NullMarked;
