package org.concordat.pull;

import java.io.IOException;

/**
 * What a partner sent cannot be taken as it is, however often it is read. The message goes to the
 * operator and to the partner.
 */
final class RefusedDelivery extends IOException {

  private static final long serialVersionUID = 1L;

  RefusedDelivery(String message) {
    super(message);
  }
}
