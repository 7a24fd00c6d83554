/**
 * Who gave the ratings of a packet back. Accounts of the other computer are made there, so the name
 * need not be the rater's: where it is another, the lead sees it and the report names it.
 */
export const packetReturn = `
ALTER TABLE study_packet ADD COLUMN given_back_by TEXT;
`
