/** Message converters for all media types, between HTTP and the codecs. */
@NullMarked
package io.ctcservice.web.converters;

import org.jspecify.annotations.NullMarked;
