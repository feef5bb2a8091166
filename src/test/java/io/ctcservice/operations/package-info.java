/** Tests of the shipped dashboard, alerts and manifests against the service. */
@NullMarked
package io.ctcservice.operations;

import org.jspecify.annotations.NullMarked;
