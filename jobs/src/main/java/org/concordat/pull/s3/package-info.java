/** S3, and stores like it, as one partner's channel. */
@NullMarked
package org.concordat.pull.s3;

import org.jspecify.annotations.NullMarked;
