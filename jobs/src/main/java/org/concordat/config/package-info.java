/** What can be set: one YAML file read strictly into records, with a default for everything. */
@NullMarked
package org.concordat.config;

import org.jspecify.annotations.NullMarked;
