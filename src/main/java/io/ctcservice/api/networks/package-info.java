/** GET /networks. */
@NullMarked
package io.ctcservice.api.networks;

import org.jspecify.annotations.NullMarked;
