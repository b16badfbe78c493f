// What may stand in Latin letters on a page in Urdu without being marked as such: the closed list.
export const MAY_STAY = new Set(['PSER', 'CNIC', 'SMS', 'PDF', 'JPEG', 'PNG', 'IBAN', 'PK', 'CSV', 'JSON', 'MB', 'kB', 'TOTP', 'English'])

// Text without the marks that keep numbers in their order.
export const plain = (text) => text.replace(/[\u2066-\u2069]/g, '')
