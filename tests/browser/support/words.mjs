// What may stand in Latin letters on a page in Urdu without being marked as such: the closed list.
export const MAY_STAY = new Set(['PSER', 'CNIC', 'SMS', 'PDF', 'JPEG', 'PNG', 'IBAN', 'CSV', 'MB', 'kB', 'TOTP', 'English'])
