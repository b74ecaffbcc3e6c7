/**
 * What sources need to be read and nobody may see: passwords and tokens by name. Entry type: {@link
 * io.sluice.activities.secret.SecretSource}.
 */
@NullMarked
package io.sluice.activities.secret;

import org.jspecify.annotations.NullMarked;
