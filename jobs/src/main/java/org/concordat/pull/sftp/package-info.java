/**
 * Fetches files from a partner's SFTP server, whose key is pinned and to which we show a key of
 * ours. It knows nothing of what a file means.
 */
@NullMarked
package org.concordat.pull.sftp;

import org.jspecify.annotations.NullMarked;
