@NullMarked
package org.concordat.pull.sftp;

import org.jspecify.annotations.NullMarked;
