/** Clients that were generated from the OpenAPI document, used against the service; only with the profile clients. */
@NullMarked
package io.ctcservice.clients;

import org.jspecify.annotations.NullMarked;
