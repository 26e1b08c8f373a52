package org.concordat.returns.quality;

import org.concordat.schemas.Family;

/**
 * An organisation that the quality files show.
 *
 * @param family family it is expected to send for; one organisation may be expected for several
 * @param code its code
 * @param name its name
 * @param isReceived whether it has a submission in force for the month
 */
public record QualitySender(Family family, String code, String name, boolean isReceived) {}
