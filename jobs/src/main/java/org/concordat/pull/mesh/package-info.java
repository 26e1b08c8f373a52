/**
 * Speaks with MESH, the NHS's message exchange: lists a mailbox, downloads messages as streams,
 * acknowledges them and sends receipts. It knows nothing of what a message means.
 */
@NullMarked
package org.concordat.pull.mesh;

import org.jspecify.annotations.NullMarked;
