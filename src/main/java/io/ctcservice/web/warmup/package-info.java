/** Requests of the service to itself, by which it warms up: how they are made, and how they are recognised. */
@NullMarked
package io.ctcservice.web.warmup;

import org.jspecify.annotations.NullMarked;
