/** What is shipped to run the service with, held against the service: dashboard, alerts, manifests. */
@NullMarked
package io.ctcservice.operations;

import org.jspecify.annotations.NullMarked;
