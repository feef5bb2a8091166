/** GET /language-models. */
@NullMarked
package io.ctcservice.api.languagemodels;

import org.jspecify.annotations.NullMarked;
